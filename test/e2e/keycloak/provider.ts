// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { partsCache } from '../zip-part.ts';

const SOURCES = 'packages/keycloak/provider';
const JAR = 'assay-keycloak-0.1.0.jar';
const TIMEOUT_MS = 600_000;

/** Builds the JAR an operator drops in, from what is checked out at `root`, once for the same sources. The build is outside of the checkout. */
export function buildProvider(root: string): string {
  const sources = join(root, SOURCES);
  const folder = providerFolder(sources);
  const jar = join(folder, 'target', JAR);
  if (!existsSync(jar)) {
    const making = `${folder}.${process.pid}`; // whole or not at all, also when two do it
    rmSync(making, { recursive: true, force: true });
    copySources(sources, making);
    maven(making, ['package', '-DskipTests']);
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  }
  return jar;
}

/** The unit tests of the provider: how many ran, and how many of them did not pass. */
export function testProvider(root: string): {
  readonly tests: number;
  readonly failed: number;
  readonly skipped: number;
} {
  const sources = join(root, SOURCES);
  const folder = `${providerFolder(sources)}.tested-${process.pid}`;
  copySources(sources, folder);
  try {
    maven(folder, ['test']);
    const reports = join(folder, 'target/surefire-reports');
    const suites = readdirSync(reports)
      .filter((name) => name.startsWith('TEST-'))
      .map((name) => /<testsuite [^>]*>/.exec(readFileSync(join(reports, name), 'utf8'))?.[0] ?? '');
    const sum = (attribute: string): number =>
      suites.reduce((total, suite) => total + Number(new RegExp(` ${attribute}="(\\d+)"`).exec(suite)?.[1] ?? 0), 0);
    return { tests: sum('tests'), failed: sum('failures') + sum('errors'), skipped: sum('skipped') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Named by what is in the sources. */
function providerFolder(sources: string): string {
  const hash = createHash('sha256').update(readFileSync(join(sources, 'pom.xml')));
  for (const name of readdirSync(join(sources, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(sources, 'src', name);
    if (/\.\w+$|services\//.test(name) && existsSync(path)) hash.update(`\0${name}\0`).update(readOrEmpty(path));
  }
  return join(partsCache(), 'keycloak', `provider-${hash.digest('hex').slice(0, 16)}`);
}

function readOrEmpty(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0); // a folder with a dot in its name
  }
}

function copySources(sources: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  cpSync(join(sources, 'pom.xml'), join(folder, 'pom.xml'));
  cpSync(join(sources, 'src'), join(folder, 'src'), { recursive: true });
}

function maven(cwd: string, goals: readonly string[]): void {
  const { status, error, stdout, stderr } = spawnSync('mvn', ['-q', '-B', ...goals], {
    cwd,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  if (status !== 0) throw new Error(`mvn ${goals.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}
