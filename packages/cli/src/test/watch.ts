// SPDX-License-Identifier: Apache-2.0
import { watch } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';

/** How long after a change others are waited for, in milliseconds: an editor writes a file in several steps, and git many files. */
const SETTLE = 80;

/** Files whose change may change what tests come to. */
const isInput = (path: string): boolean =>
  /\.(?:ya?ml|json)$/.test(path) &&
  !path.split(/[/\\]/).some((step) => step === 'node_modules' || step.startsWith('.'));

/**
 * Yields whenever policies, tests, data or the project file below `directory` have changed, until `signal` says that it is enough. What changes
 * meanwhile is one more change. Throws ERR_FILE_READ where the folder cannot be watched.
 */
export async function* changesIn(directory: string, signal: AbortSignal): AsyncGenerator<void> {
  let isChanged = false;
  let failure: unknown;
  let wake: () => void = () => undefined;
  const watcher = watch(directory, { recursive: true }, (_, path) => {
    if (path === null || !isInput(path)) return;
    isChanged = true;
    wake();
  });
  watcher.on('error', (cause) => {
    failure = cause;
    wake();
  });
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
    watcher.close();
  }
}
