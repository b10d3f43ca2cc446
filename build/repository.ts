// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Looks at the repository below `root` and returns one line per thing found wrong: `file:line: what`. */
export type Check = (root: string) => string[] | Promise<string[]>;

export interface Manifest {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Package {
  /** Relative to the root, `packages/policy`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

const PASSED_OVER = new Set(['node_modules', 'dist', 'bundle', 'coverage']);

export const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

export const readManifest = (root: string, folder = ''): Manifest =>
  // Our own file; a wrong shape fails the check that reads it.
  JSON.parse(read(root, join(folder, 'package.json'))) as Manifest;

/** The workspace packages that exist. */
export function packagesOf(root: string): Package[] {
  const folders = (readManifest(root).workspaces ?? []).flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => `${parent}/${name}`) : [];
  });
  return folders
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(root, folder) }));
}

/** Paths, relative to the root, of the files below `folder` that are written by hand and whose name matches. */
export function filesOf(root: string, folder: string, name: RegExp): string[] {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) return name.test(entry.name) ? [below] : [];
      const skip = !entry.isDirectory() || PASSED_OVER.has(entry.name) || entry.name.startsWith('.');
      return skip ? [] : filesOf(root, below, name);
    });
}

/** The number of the first line that contains `part`, for a finding; 1 when none does. */
export function lineWith(text: string, part: string): number {
  return Math.max(1, text.split('\n').findIndex((line) => line.includes(part)) + 1);
}
