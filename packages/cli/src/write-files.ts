// SPDX-License-Identifier: Apache-2.0
import { lstatSync, mkdirSync, writeFileSync } from 'node:fs';
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

/**
 * What stands in the way of writing `files` into `directory`: files that exist (unless forced), and anything else where a folder or a file has to be. A
 * link leads who knows where, and is never followed.
 */
export function inTheWay(directory: string, files: readonly OutputFile[], force: boolean): readonly Problem[] {
  const found = new Map<string, string>();
  for (const { path } of files) {
    const kind = kindOf(join(directory, path));
    if (kind === 'file' && !force) found.set(path, 'exists already');
    else if (kind !== undefined && kind !== 'file') found.set(path, `expected a file, found a ${kind}`);
    for (const folder of foldersOf(path)) {
      const parent = kindOf(join(directory, folder));
      if (parent !== undefined && parent !== 'folder') found.set(folder, `expected a folder, found a ${parent}`);
    }
  }
  return Array.from(found, ([path, message]) => ({ path, message }));
}

/** Whether a plain file is at `path` below `directory`, with no link on the way to it. */
export function isPlainFile(directory: string, path: string): boolean {
  return (
    foldersOf(path).every((folder) => kindOf(join(directory, folder)) === 'folder') &&
    kindOf(join(directory, path)) === 'file'
  );
}

/** The folders on the way to a path, from the top. */
function foldersOf(path: string): readonly string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
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

function kindOf(path: string): 'file' | 'folder' | 'link' | 'special file' | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (stat.isSymbolicLink()) return 'link';
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : 'special file';
  } catch {
    return undefined; // below something that is no folder, which is reported itself
  }
}
