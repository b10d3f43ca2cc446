// SPDX-License-Identifier: Apache-2.0
import { watch, type FSWatcher } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.ts';
import { Failure } from './failure.ts';
import { foldersBelow } from './test/find-tests.ts';

/** How long after a change others are waited for, in milliseconds: an editor writes a file in several steps, and git many files. */
const SETTLE = 80;

/** Files whose change may change what tests come to. */
const isAnyInput = (path: string): boolean => /\.(?:ya?ml|json)$/.test(path);

/**
 * Yields whenever policies, tests, data or the project file below `directory` have changed, until `signal` says that it is enough. What changes
 * meanwhile is one more change. `isInput` says which files count, by their path below the folder. Throws ERR_FILE_READ where the folder cannot be watched.
 */
export async function* changesIn(
  directory: string,
  signal: AbortSignal,
  isInput: (path: string) => boolean = isAnyInput,
): AsyncGenerator<void> {
  let isChanged = false;
  let failure: unknown;
  let wake: () => void = () => undefined;
  const tree = watchTree(
    directory,
    (path) => {
      if (!isInput(relative(directory, path))) return;
      isChanged = true;
      wake();
    },
    (cause) => {
      failure = cause;
      wake();
    },
  );
  const stop = (): void => wake();
  signal.addEventListener('abort', stop);
  try {
    for (;;) {
      if (!isChanged && failure === undefined && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (signal.aborted) return;
      if (failure !== undefined) throw failure;
      await sleep(SETTLE);
      isChanged = false;
      yield;
    }
  } catch (cause) {
    const why = errorCode(cause) ?? 'unknown reason';
    throw new Failure('ERR_FILE_READ', `the folder cannot be watched (${why})`, { cause });
  } finally {
    signal.removeEventListener('abort', stop);
    tree.close();
  }
}

/**
 * Watches every folder of a tree by itself: a recursive watch of Node on Linux loses a file that is replaced, which is how most editors save.
 * Throws where the first folder cannot be watched.
 */
function watchTree(
  directory: string,
  onChange: (path: string) => void,
  onError: (cause: unknown) => void,
): { readonly close: () => void } {
  const watchers = new Map<string, FSWatcher>();
  const add = (folder: string): void => {
    const watcher = watch(folder, (event, name) => {
      // a folder may have come, or gone
      if (event === 'rename') scan();
      if (name !== null) onChange(join(folder, name));
    });
    watcher.on('error', (cause) => (folder === directory ? onError(cause) : forget(folder)));
    watchers.set(folder, watcher);
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const scan = (): void => {
    const found = new Set(foldersBelow(directory));
    for (const folder of watchers.keys()) if (folder !== directory && !found.has(folder)) forget(folder);
    for (const folder of found) {
      try {
        if (!watchers.has(folder)) add(folder);
      } catch {
        // gone since it was listed
      }
    }
  };
  add(directory);
  scan();
  return { close: () => [...watchers.keys()].forEach(forget) };
}
