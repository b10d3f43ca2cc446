// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
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
const KEPT_MS = 86_400_000;
const BUILD_TIMEOUT_MS = 300_000;

/** A distribution with JARs in it, built for `start --optimized`, once for the same JARs. */
export function buildDistribution({ folder, jars, features = [] }: DistributionOptions): string {
  const hash = createHash('sha256').update([...BUILT_FOR, ...features].join());
  for (const jar of jars) hash.update('\0').update(readFileSync(jar));
  const home = join(partsCache(), 'keycloak', `${basename(folder)}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(home)) return home;
  forgetOld();
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

/** Every change of the provider makes another build, of 200 MB: those of other days go, and what a run that was killed has left. */
function forgetOld(): void {
  const folder = join(partsCache(), 'keycloak');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs !== undefined && Date.now() - mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
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
