// SPDX-License-Identifier: Apache-2.0
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { formatPeps, newPep } from '@assay/bridge';
import { recordProblems } from '../../src/record-schema.ts';
import { edit } from '../cognito/project.ts';
import { freePort, startServer, type Server } from '../server.ts';

/** `assay serve` in a process of its own, and what it records. */
export interface Bridge extends Server {
  /** What Keycloak shows it to be let in. */
  readonly secret: string;
  readonly project: string;
  /** All there are, in the order they were written. Throws where one is not valid by the published schema. */
  readonly records: () => readonly DecisionRecord[];
}

const PROJECT = join(__dirname, 'project');
const HOST = join(__dirname, '../collector/cli-host.ts');
const NODE_OPTIONS = ['--conditions=source', '--disable-warning=ExperimentalWarning'];

/** Copies the project into `folder`, has it read its source at `surroundings`, and serves it. */
export async function startBridge(folder: string, surroundings: string): Promise<Bridge> {
  const project = join(folder, 'project');
  cpSync(PROJECT, project, { recursive: true });
  edit(join(project, 'assay.yaml'), 'http://127.0.0.1:1/', `${surroundings}/`);
  const { secret, entry } = newPep('keycloak', ['issue', 'events']);
  writeFileSync(join(folder, 'peps.json'), formatPeps([entry]));
  const port = await freePort();
  const server = await startServer(port, {
    command: process.execPath,
    args: [
      ...NODE_OPTIONS,
      HOST,
      'serve',
      '--project',
      project,
      '--port',
      String(port),
      '--peps',
      join(folder, 'peps.json'),
    ],
    env: {},
    cwd: folder,
    readyPath: '/readyz',
  });
  const log = join(project, 'records.jsonl');
  return { ...server, secret, project, records: () => (existsSync(log) ? readRecords(log) : []) };
}

function readRecords(path: string): readonly DecisionRecord[] {
  const all = readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .flatMap((line): readonly DecisionRecord[] => {
      const { entry: _, ...record } = JSON.parse(line) as DecisionRecord & { readonly entry?: unknown }; // sound: checked below
      return 'kind' in record ? [] : [record];
    });
  const problems = all.flatMap(recordProblems);
  if (problems.length > 0) throw new Error(`a record is not as published: ${problems.join('; ')}`);
  return all;
}
