// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { partsCache } from '../zip-part.ts';

export interface DistributionOptions {
  /** The unpacked distribution: it is not touched. */
  readonly folder: string;
  /** What is dropped into `providers/`. */
  readonly jars: readonly string[];
  /** Features that are off by default in this version. */
  readonly features?: readonly string[];
}

/** One server by itself, that keeps nothing. */
const BUILT_FOR = ['--db=dev-mem', '--cache=local', '--health-enabled=false', '--metrics-enabled=false'];
const BUILD_TIMEOUT_MS = 300_000;

/** A distribution with JARs in it, built for `start --optimized`, once for the same JARs. */
export function buildDistribution({ folder, jars, features = [] }: DistributionOptions): string {
  const hash = createHash('sha256').update([...BUILT_FOR, ...features].join());
  for (const jar of jars) hash.update('\0').update(readFileSync(jar));
  const home = join(partsCache(), 'keycloak', `${basename(folder)}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(home)) return home;
  const making = `${home}.${process.pid}`; // whole or not at all, also when two do it
  rmSync(making, { recursive: true, force: true });
  cpSync(folder, making, { recursive: true });
  for (const jar of jars) cpSync(jar, join(making, 'providers', basename(jar)));
  const args = ['bin/kc.sh', 'build', ...BUILT_FOR];
  if (features.length > 0) args.push(`--features=${features.join(',')}`);
  const { status, stdout, stderr } = spawnSync('bash', args, {
    cwd: making,
    encoding: 'utf8',
    timeout: BUILD_TIMEOUT_MS,
  });
  if (status !== 0) throw new Error(`kc.sh build: ${stdout}${stderr}`);
  try {
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** A copy of a built distribution for one run, in no time and no space: hard links; what a run writes is new files. */
export function copyForRun(home: string): string {
  const copy = `${home}.run-${process.pid}-${Date.now()}`;
  linkTree(home, copy);
  return copy;
}

function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkSync(source, target);
  }
}
