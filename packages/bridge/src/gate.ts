// SPDX-License-Identifier: Apache-2.0

/** Bounds how many decisions are under way. */
export interface Gate {
  /** Whether another one would be turned away; asked before its body is read. */
  readonly isFull: () => boolean;
  /** Takes a place; false where there is none. */
  readonly enter: () => boolean;
  readonly leave: () => void;
  /** Decisions under way. */
  readonly size: () => number;
  /** Resolves once none is under way, or after so long. */
  readonly empty: (withinMs: number) => Promise<void>;
  readonly close: () => void;
}

const LOOK_MS = 20;

/**
 * A gate for at most `decisions` at once, which is full, too, while the event loop is later than `lagMs` twice in a row: what waits by then, nobody
 * waits for. Once may be a policy that was compiled, and what waited for that is still in time.
 */
export function createGate({ decisions, lagMs }: { readonly decisions: number; readonly lagMs: number }): Gate {
  let size = 0;
  let late = 0;
  let last = performance.now();
  let tell: (() => void) | undefined;
  const timer = setInterval(() => {
    const now = performance.now();
    late = now - last - LOOK_MS > lagMs ? late + 1 : 0;
    last = now;
  }, LOOK_MS).unref();
  const isFull = (): boolean => size >= decisions || late > 1;
  return {
    isFull,
    enter: () => {
      if (isFull()) return false;
      size++;
      return true;
    },
    leave: () => {
      size--;
      if (size === 0) tell?.();
    },
    size: () => size,
    empty: (withinMs) =>
      new Promise((resolve) => {
        if (size === 0) return resolve();
        const limit = setTimeout(resolve, withinMs);
        tell = () => {
          clearTimeout(limit);
          resolve();
        };
      }),
    close: () => clearInterval(timer),
  };
}
