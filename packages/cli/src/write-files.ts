// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '@assay/core/errors';
import { errorCode } from './error-code.ts';
import { Failure } from './failure.ts';
import type { OutputFile } from './artefact/recipe.ts';

export interface WriteOptions {
  /** Overwrites files. */
  readonly force: boolean;
  /** How the folder is called in messages. */
  readonly subject: string;
}

/** What stands in the way of writing `files` into `directory`: files that exist (unless forced), and anything else where a folder or a file has to be. */
export function inTheWay(directory: string, files: readonly OutputFile[], force: boolean): readonly Problem[] {
  const found = new Map<string, string>();
  for (const { path } of files) {
    const kind = kindOf(join(directory, path));
    if (kind === 'file' && !force) found.set(path, 'exists already');
    else if (kind === 'folder' || kind === 'other')
      found.set(path, `expected a file, found a ${kind === 'folder' ? 'folder' : 'special file'}`);
    const parent = dirname(path);
    const parentKind = kindOf(join(directory, parent));
    if (parentKind === 'file' || parentKind === 'other') found.set(parent, 'expected a folder, found a file');
  }
  return Array.from(found, ([path, message]) => ({ path, message }));
}

/** Writes all of `files` below `directory`, or none where something is in the way. Throws ERR_FILE_EXISTS or ERR_FILE_WRITE. */
export function writeFiles(directory: string, files: readonly OutputFile[], { force, subject }: WriteOptions): void {
  const problems = inTheWay(directory, files, force);
  const help = force ? 'move it away' : '`--force` overwrites files, another folder keeps them';
  if (problems.length > 0) throw new Failure('ERR_FILE_EXISTS', 'files are in the way', { subject, problems, help });
  for (const { path, content } of files) {
    try {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content, { flag: force ? 'w' : 'wx' });
    } catch (cause) {
      throw new Failure('ERR_FILE_WRITE', `could not be written (${errorCode(cause) ?? 'unknown reason'})`, {
        subject: join(subject, path),
        cause,
      });
    }
  }
}

function kindOf(path: string): 'file' | 'folder' | 'other' | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return undefined; // below something that is no folder, which is reported itself
  }
}
