// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './pages.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const FLAGS = ['--conditions=source', '--disable-warning=ExperimentalWarning'];

/** Runs node on sources, as `npm start` does on what was compiled of them. */
export function runNode(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: '1', ...options.env };
  const child = spawn(process.execPath, [...FLAGS, ...args], {
    cwd: options.cwd,
    env,
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const MAIN = pathToFileURL(join(ROOT, 'packages/cli/src/main.ts')).href;

const COMMAND = [
  '--input-type=module',
  '--eval',
  `const { main } = await import(${JSON.stringify(MAIN)}); process.exitCode = await main(process.argv.slice(1));`,
  '--',
];

/** Runs the command from its sources in the folder `cwd`. */
export function runAssay(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return runNode([...COMMAND, ...args], { cwd, env });
}

/** As `runAssay`, and waits for it. */
export function runAssaySync(args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const env = { ...process.env, NO_COLOR: '1' };
  return spawnSync(process.execPath, [...FLAGS, ...COMMAND, ...args], { cwd, env, encoding: 'utf8' });
}
