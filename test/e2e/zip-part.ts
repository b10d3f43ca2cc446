// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ZipPart } from './parts.ts';

/** What was unpacked: the folder at the top of the zip, or why not: a line for people. */
export type Unpacked = { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly why: string };

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';
const TIMEOUT_MS = 600_000;

/** Where parts are kept, outside of the checkout. */
export const partsCache = (): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'assay-e2e');

/**
 * Unpacks a part into a folder of its own, once, if it is the one its row names. It waits for that, so that a test file knows before its first test whether there
 * is anything to test with. Throws where CI is set: there a missing part is a failure.
 */
export function installZipPart(part: ZipPart): Unpacked {
  const folder = join(partsCache(), 'zip', `${part.name}-${part.version}`);
  const done = join(folder, '.installed'); // written last: a folder without it was left half way, one with another checksum is of another row
  if (!existsSync(done) || readFileSync(done, 'utf8') !== part.sha256) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const missing = copyAndUnpack(part, folder);
    if (missing !== undefined) {
      if (process.env['CI']) throw new Error(`end-to-end test ${missing}`);
      return { ok: false, why: missing };
    }
    writeFileSync(done, part.sha256);
  }
  const [top] = readdirSync(folder).filter((name) => !name.startsWith('.'));
  if (top === undefined) throw new Error(`nothing is in ${folder}`);
  return { ok: true, folder: join(folder, top) };
}

/** What is missing, if anything is. */
function copyAndUnpack({ name, version, artifact, sha256 }: ZipPart, folder: string): string | undefined {
  const [, id] = artifact.split(':');
  const zip = join(folder, `${id}-${version}.zip`);
  const what = `mvn, and ${name} ${version} from Maven Central`;
  const copy = [`-Dartifact=${artifact}:${version}:zip`, `-DoutputDirectory=${folder}`, '-Dtransitive=false'];
  const notCopied = run('mvn', ['-q', '-B', COPY, ...copy], folder, what);
  if (notCopied !== undefined) return notCopied;
  const found = createHash('sha256').update(readFileSync(zip)).digest('hex');
  if (found !== sha256) throw new Error(`${artifact} ${version} has the SHA-256 ${found}: expected ${sha256}`);
  const notUnpacked = run('jar', ['xf', zip], folder, 'a JDK, 17 or newer');
  rmSync(zip, { force: true });
  return notUnpacked;
}

/** What is missing, if anything is: one line of the error, because Maven writes many. */
function run(command: string, args: readonly string[], cwd: string, what: string): string | undefined {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: TIMEOUT_MS });
  if (status === 0) return undefined;
  const lines = (error?.message ?? `${stdout}${stderr}`).split('\n').filter((line) => line.trim() !== '');
  return `needs ${what}: ${lines.find((line) => line.includes('ERROR')) ?? lines[0] ?? `status ${status}`}`;
}
