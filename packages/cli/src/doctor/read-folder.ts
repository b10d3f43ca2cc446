// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Failure } from '../failure.ts';
import { readFailure } from '../read-failure.ts';
import { utf8 } from '../read-bytes.ts';

/** In bytes: of a file, and of all that is read. */
const MAX_FILE = 2 * 1024 * 1024;
const MAX_ALL = 128 * 1024 * 1024;
const MAX_FILES = 10_000;

/** A folder somebody else wrote: nothing outside it is read, nothing that is no file, and not more than a tenant can be. */
export interface Folder {
  /** As the user named it, with the path in it. */
  readonly name: (path: string) => string;
  /** Names ending in `ending` of a folder in it, sorted; undefined where there is no such folder. */
  readonly list: (path: string, ending: string) => readonly string[] | undefined;
  /** Throws ERR_FILE_READ. */
  readonly read: (path: string) => string;
  /** The same, or undefined where it cannot be read. */
  readonly readOr: (path: string) => string | undefined;
}

/** Opens `directory`, which the user calls `named`. Throws ERR_FILE_READ where there is none. */
export function openFolder(directory: string, named: string): Folder {
  const root = rootOf(directory, named);
  let left = MAX_ALL;
  const name = (path: string): string => `${named.replace(/\/+$/, '')}/${path}`;
  const read = (path: string): string => {
    const subject = name(path);
    const bytes = attempt(subject, () => {
      const real = realpathSync(join(root, path));
      if (relative(root, real).split(sep)[0] === '..')
        throw new Failure('ERR_FILE_READ', 'leads out of the folder', { subject });
      const found = statSync(real);
      if (!found.isFile()) throw new Failure('ERR_FILE_READ', 'expected a file', { subject });
      left -= found.size;
      if (found.size > MAX_FILE || left < 0)
        throw new Failure('ERR_FILE_READ', `expected at most ${MAX_FILE} bytes, and ${MAX_ALL} in all`, { subject });
      return readFileSync(real);
    });
    return utf8(bytes, subject, 'ERR_FILE_READ');
  };
  return {
    name,
    read,
    readOr: (path) => {
      try {
        return read(path);
      } catch (cause) {
        if (cause instanceof Failure) return undefined;
        throw cause;
      }
    },
    list: (path, ending) => {
      if (!statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) return undefined;
      const names = attempt(name(path), () => readdirSync(join(root, path)));
      const subject = name(path);
      if (names.length > MAX_FILES)
        throw new Failure('ERR_FILE_READ', `expected at most ${MAX_FILES} files`, { subject });
      return names.filter((each) => each.endsWith(ending)).toSorted();
    },
  };
}

function rootOf(directory: string, subject: string): string {
  return attempt(subject, () => {
    const root = realpathSync(directory);
    if (!statSync(root).isDirectory()) throw new Failure('ERR_FILE_READ', 'expected a folder', { subject });
    return root;
  });
}

function attempt<T>(subject: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw readFailure(cause, subject, 'a file or a folder');
  }
}
