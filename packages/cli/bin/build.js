// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.js';

/**
 * Compiles the command and the packages it depends on, if any of their sources is not the one last compiled.
 * Returns what to tell the user when that fails. Many processes may call it at once: one compiles, the others wait.
 */
export async function build(root) {
  const packages = needed(root);
  const stamp = join(root, 'packages/cli/dist/.built');
  if (isBuilt(packages, stamp, fingerprint(root, packages))) return undefined;

  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  return withLock(join(cache, 'assay-build.lock'), () => {
    const now = fingerprint(root, packages);
    if (isBuilt(packages, stamp, now)) return undefined;
    const problem = compile(root);
    if (problem === undefined) replace(stamp, now);
    return problem;
  });
}

/** The folders of @assay/cli and of the workspace packages it depends on, directly or not. */
function needed(root) {
  const folders = ['shared', ...readdirSync(join(root, 'packages')).map((name) => join('packages', name))];
  const manifests = new Map();
  for (const folder of folders.map((name) => join(root, name))) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const { name, dependencies = {} } = JSON.parse(readFileSync(path, 'utf8'));
    manifests.set(name, { folder, dependencies: Object.keys(dependencies) });
  }
  const found = new Set(['@assay/cli']);
  for (const name of found) {
    for (const dependency of manifests.get(name).dependencies) if (manifests.has(dependency)) found.add(dependency);
  }
  return [...found].map((name) => manifests.get(name).folder);
}

/** Changes when a source or a compiler option is edited, added or removed. */
function fingerprint(root, packages) {
  const hash = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  add(join(root, 'tsconfig.json'));
  for (const folder of packages) {
    add(join(folder, 'tsconfig.json'));
    add(join(folder, 'package.json'));
    for (const name of readdirSync(join(folder, 'src'), { recursive: true }).toSorted()) {
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) add(join(folder, 'src', name));
    }
  }
  return hash.digest('hex');
}

function isBuilt(packages, stamp, now) {
  const compiled = packages.every((folder) => existsSync(join(folder, 'dist/.tsbuildinfo')));
  return compiled && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
}

function compile(root) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  if (!existsSync(tsc)) return 'assay is not installed here yet; run `npm install` in ' + root + '\n';
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-b', 'packages/cli'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : 'assay could not be compiled\n' + stdout + stderr;
}

/** Writes a file that no reader ever sees half written. */
function replace(path, text) {
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
