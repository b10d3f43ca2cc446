// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, own } from '@assay/core/model';
import type { OutputFile } from './artefact/recipe.ts';
import { isPlainFile, writeFiles, type WriteOptions } from './write-files.ts';

/** The list of what a build wrote: by it a later build knows what it may replace, and `assay doctor` what was deployed. */
export const MANIFEST = 'assay-build.json';

/**
 * Writes the files of a build below `directory`, with a list of them. What an earlier build wrote, and nobody changed since, is replaced or taken away; any
 * other file that is in the way is an error, unless forced. Throws as `writeFiles` does.
 */
export function writeOutput(directory: string, files: readonly OutputFile[], { force, subject }: WriteOptions): void {
  const written = manifestOf(directory);
  const manifest = {
    assay: 1,
    files: Object.fromEntries(files.map(({ path, content }) => [path, digestOf(content)])),
  };
  const all = [...files, { path: MANIFEST, content: `${JSON.stringify(manifest, null, 2)}\n` }];
  const isOurs = (path: string): boolean =>
    isPlainFile(directory, path) &&
    (path === MANIFEST ? written !== undefined : digestOf(readFileSync(join(directory, path))) === own(written, path));
  const mine = all.filter(({ path }) => isOurs(path));
  const others = all.filter(({ path }) => !isOurs(path));
  // first what may fail because of what is there
  writeFiles(directory, others, { force, subject });
  writeFiles(directory, mine, { force: true, subject });
  const stale = Object.keys(written ?? {}).filter(
    (path) => staysWithin(path) && all.every((file) => file.path !== path) && isOurs(path),
  );
  for (const path of stale) rmSync(join(directory, path));
}

function manifestOf(directory: string): object | undefined {
  try {
    const files = own(JSON.parse(readFileSync(join(directory, MANIFEST), 'utf8')) as unknown, 'files');
    return isObject(files) ? files : undefined;
  } catch {
    return undefined; // none, or not ours
  }
}

/** Whether a path, from where anybody may have written it, stays in the folder it is relative to. */
export const staysWithin = (path: string): boolean =>
  !/[\\:\0]/.test(path) && path.split('/').every((step) => step !== '' && step !== '.' && step !== '..');

const digestOf = (content: string | Uint8Array): string =>
  `sha256-${createHash('sha256').update(content).digest('hex')}`;
