// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { PythonPart } from './parts.ts';

/** What was installed, or why not: a line for people. */
export type Installed = { readonly ok: true; readonly command: string; readonly python: string } | Missing;
interface Missing {
  readonly ok: false;
  readonly why: string;
}

const INSTALL_TIMEOUT_MS = 300_000;

/**
 * Installs a part into an environment of its own, outside of the checkout, once. It waits for that, so that a test file knows before its first
 * test whether there is anything to test with. Throws where CI is set: there a missing part is a failure, not a reason to skip.
 */
export function installPythonPart(part: PythonPart): Installed {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(cache, 'assay-e2e', `${part.name}-${part.version}`);
  const done = join(folder, '.installed'); // written last: a folder without it was left half way, one with others is of another row
  const wanted = Object.entries({ [part.name]: part.version, ...part.beside }).map(
    ([name, version]) => `${name}==${version}`,
  );
  if (!existsSync(done) || readFileSync(done, 'utf8') !== wanted.join('\n')) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const missing =
      run('python3', ['-m', 'venv', folder], 'python3 with its module venv') ??
      run(
        join(folder, 'bin/pip'),
        ['install', '--quiet', '--disable-pip-version-check', '--retries', '1', ...wanted],
        `${part.name} ${part.version} from the Python package index`,
      );
    if (missing !== undefined) return absent(missing);
    writeFileSync(done, wanted.join('\n'));
  }
  return { ok: true, command: join(folder, 'bin', part.command), python: join(folder, 'bin/python') };
}

/** What is missing, if anything is: one line of the error, because pip writes many. */
function run(command: string, args: readonly string[], what: string): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS });
  if (status === 0) return undefined;
  const lines = (error?.message ?? `${stderr}${stdout}`).split('\n').filter((line) => line.trim() !== '');
  return `needs ${what}: ${lines.find((line) => line.startsWith('ERROR')) ?? lines[0] ?? `status ${status}`}`;
}

function absent(why: string): Missing {
  if (process.env['CI']) throw new Error(`end-to-end test ${why}`);
  return { ok: false, why };
}
