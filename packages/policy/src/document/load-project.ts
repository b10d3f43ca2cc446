// SPDX-License-Identifier: Apache-2.0
import { closeSync, existsSync, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { own } from '@assay/core/model';
import { LIMITS } from './limits.ts';
import { parseProject, type FileProblem, type ParsedProject, type ProjectFiles } from './parse-project.ts';
import { PROJECT_FILE } from './project-file.ts';

/** Reads the project in the folder `directory` from disk; see `parseProject`. */
export function loadProject(directory: string): ParsedProject {
  return parseProject(filesIn(directory));
}

/** The nearest folder from `from` upwards that holds a project file, or undefined. */
export function findProject(from: string): string | undefined {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    if (existsSync(join(directory, PROJECT_FILE))) return directory;
    if (dirname(directory) === directory) return undefined;
  }
}

/** The files below `directory`. What a symbolic link names outside of it is not read: a project is all in its folder. */
export function filesIn(directory: string): ProjectFiles {
  return (path) => {
    try {
      const root = realpathSync(directory);
      const real = realpathSync(join(root, path));
      const inside = relative(root, real);
      if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return OUTSIDE;
      return readText(real);
    } catch (error) {
      // Only the kind of failure is told: the message of the system names paths of this machine.
      return isMissing(error) ? undefined : UNREADABLE;
    }
  };
}

const OUTSIDE: FileProblem = {
  code: 'path-outside-project',
  message: 'is a link that leads out of the project folder',
};
const UNREADABLE: FileProblem = { code: 'file-not-found', message: 'cannot be read' };
const NO_FILE: FileProblem = { code: 'file-not-found', message: 'is not a file' };
const NO_TEXT: FileProblem = { code: 'yaml-syntax', message: 'is not UTF-8 text', help: 'save the file as UTF-8' };

// A character of UTF-16 is at most three bytes of UTF-8 (a pair of them is four): a larger file is too long whatever it holds.
const MOST_BYTES = LIMITS.fileLength * 3;

function readText(path: string): string | FileProblem {
  const file = openSync(path, 'r');
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return NO_FILE;
    if (stat.size > MOST_BYTES)
      return { code: 'limit-exceeded', message: `has ${stat.size} bytes: expected at most ${MOST_BYTES}` };
    return decode(readFileSync(file));
  } finally {
    closeSync(file);
  }
}

function decode(bytes: Uint8Array): string | FileProblem {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return NO_TEXT;
  }
}

function isMissing(error: unknown): boolean {
  const code = own(error, 'code');
  return code === 'ENOENT' || code === 'ENOTDIR';
}
