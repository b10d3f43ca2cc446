// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPeps, newPep } from '@assay/bridge';
import { freePort, startServer, type Server } from './server.ts';

/** A bridge in a process of its own. */
export interface Served extends Server {
  /** What whoever asks it shows to be let in. */
  readonly secret: string;
}

export interface ServedOptions {
  /** What node is given to run the command line. */
  readonly command: readonly string[];
  /** More options of `assay serve`. */
  readonly options?: readonly string[];
  readonly requestsPerSecond?: number;
}

/** Runs `assay serve` on the project in `folder`, for one enforcement point, and waits until it answers. */
export async function serve(
  folder: string,
  { command, options = [], requestsPerSecond }: ServedOptions,
): Promise<Served> {
  const { secret, entry } = newPep('keycloak', ['issue', 'events']);
  const peps = join(folder, 'peps.json');
  writeFileSync(peps, formatPeps([{ ...entry, ...(requestsPerSecond !== undefined && { requestsPerSecond }) }]));
  const port = await freePort();
  const server = await startServer(port, {
    command: process.execPath,
    args: [
      ...command,
      'serve',
      '--project',
      join(folder, 'project'),
      '--port',
      String(port),
      '--peps',
      peps,
      ...options,
    ],
    env: {},
    cwd: folder,
    readyPath: '/readyz',
  });
  return { ...server, secret };
}

/** `command` where `host` is the script that runs the command line from its sources. */
export const fromSources = (host: string): readonly string[] => [
  '--conditions=source',
  '--disable-warning=ExperimentalWarning',
  host,
];
