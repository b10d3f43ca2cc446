// SPDX-License-Identifier: Apache-2.0
import { watch } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';

/** How long after a change others are waited for, in milliseconds: an editor writes a file in several steps, and git many files. */
const SETTLE = 80;

/** Files whose change may change what tests come to. */
const isInput = (path: string): boolean =>
  /\.(?:ya?ml|json)$/.test(path) &&
  !path.split(/[/\\]/).some((step) => step === 'node_modules' || step.startsWith('.'));

/** Yields whenever policies, tests, data or the project file below `directory` have changed, until `signal` says that it is enough. */
export async function* changesIn(directory: string, signal: AbortSignal): AsyncGenerator<void> {
  let wake: (() => void) | undefined;
  let isChanged = false;
  const watching = (async () => {
    for await (const { filename } of watch(directory, { recursive: true, signal })) {
      if (filename === null || !isInput(filename)) continue;
      isChanged = true;
      wake?.();
    }
  })();
  // told below, where somebody waits for it
  const ended = watching.catch((cause: unknown) => {
    if (!signal.aborted) return cause;
    return undefined;
  });
  let failure: unknown;
  void ended.then((cause) => {
    failure = cause;
    wake?.();
  });
  while (!signal.aborted) {
    if (!isChanged && failure === undefined)
      await new Promise<void>((resolve) => {
        wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    if (failure !== undefined)
      throw new Failure('ERR_FILE_READ', `the folder cannot be watched (${errorCode(failure) ?? 'unknown reason'})`);
    if (signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    isChanged = false;
    yield;
  }
}
