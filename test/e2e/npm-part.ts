// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { NpmPart } from './parts.ts';

/** What was installed, or why not: a line for people. `modules` is the `node_modules` it is in; commands are in its `.bin`. */
export type InstalledNpm = { readonly ok: true; readonly modules: string } | Missing;
interface Missing {
  readonly ok: false;
  readonly why: string;
}

const INSTALL_TIMEOUT_MS = 300_000;

/**
 * Installs a part into a folder of its own, outside of the checkout, once; no install script runs but those its row allows. It waits for that, so that
 * a test file knows before its first test whether there is anything to test with. Throws where CI is set: there a missing part is a failure.
 */
export function installNpmPart(part: NpmPart): InstalledNpm {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(cache, 'assay-e2e/npm', `${part.name.replace('/', '+')}-${part.version}`);
  const manifest = JSON.stringify(manifestOf(part), null, 2);
  const done = join(folder, '.installed'); // written last: a folder without it was left half way, one with another manifest is of another row
  if (!existsSync(done) || readFileSync(done, 'utf8') !== manifest) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), manifest);
    const missing = install(folder, part);
    if (missing !== undefined) return absent(missing);
    writeFileSync(done, manifest);
  }
  return { ok: true, modules: join(folder, 'node_modules') };
}

const manifestOf = ({ name, version, beside = {}, scripts = [] }: NpmPart): object => ({
  private: true,
  dependencies: { [name]: version, ...beside },
  allowScripts: Object.fromEntries(scripts.map((script) => [script, true])),
});

/** What is missing, if anything is: one line of the error, because npm writes many. */
function install(folder: string, { name, version, scripts = [] }: NpmPart): string | undefined {
  const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
  if (scripts.length === 0) args.push('--ignore-scripts');
  const { status, error, stdout, stderr } = spawnSync('npm', args, {
    cwd: folder,
    env: withoutWorkspace(process.env),
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  });
  if (status === 0) return undefined;
  const lines = (error?.message ?? `${stderr}${stdout}`).split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => line.startsWith('npm error')) ?? lines[0] ?? `status ${status}`;
  return `needs ${name} ${version} from the npm registry: ${said}`;
}

/** The environment without what `npm run` in this workspace tells its children: the folder is no member of it. */
const withoutWorkspace = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_config_(.*workspace|.*prefix)/i.test(name)));

function absent(why: string): Missing {
  if (process.env['CI']) throw new Error(`end-to-end test ${why}`);
  return { ok: false, why };
}
