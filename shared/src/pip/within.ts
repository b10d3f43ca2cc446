// SPDX-License-Identifier: Apache-2.0

/** How a bounded call ended. */
export type Outcome<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'timeout' }
  | { readonly status: 'error'; readonly cause: unknown };

/** A value as an outcome. */
export function outcomeOf<T>(value: T): Outcome<T> {
  return { status: 'ok', value };
}

/**
 * Calls `work` and waits for it at most `milliseconds`; its signal, made when it is asked for (that takes longer than most reads of memory), is aborted when
 * the time is up. Never throws or rejects. What answers at once is returned at once.
 */
export function within<T>(
  milliseconds: number,
  work: (signalOf: () => AbortSignal) => T | Promise<T>,
): Outcome<T> | Promise<Outcome<T>> {
  let abort: AbortController | undefined;
  let started: T | Promise<T>;
  try {
    started = work(() => (abort ??= new AbortController()).signal);
  } catch (cause) {
    return { status: 'error', cause };
  }
  return isThenable(started) ? race(started, milliseconds, () => abort?.abort()) : outcomeOf(started);
}

/** Looks without calling: what `then` is, and whether it works, only the promise made of it finds out. */
function isThenable<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value;
}

async function race<T>(started: Promise<T>, milliseconds: number, abort: () => void): Promise<Outcome<T>> {
  let timer: unknown;
  const late = new Promise<Outcome<T>>((resolve) => {
    timer = setTimeout(() => {
      abort();
      resolve({ status: 'timeout' });
    }, milliseconds);
  });
  const done = Promise.resolve(started).then<Outcome<T>, Outcome<T>>(outcomeOf, (cause: unknown) => ({
    status: 'error',
    cause,
  }));
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
