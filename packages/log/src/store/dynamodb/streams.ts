// SPDX-License-Identifier: Apache-2.0
import type { Item } from './keys.ts';
import type { Batch } from './reader.ts';

/** A part of the table in its order, read as far as it is needed. */
export interface Stream {
  readonly buffer: Item[];
  readonly isEnded: boolean;
  /** Reads about so many more that are wanted. */
  readonly read: (limit: number) => Promise<void>;
}

const MAX_AT_ONCE = 1000;

/** What `ask` gives, without what `keeps` leaves out. Where that is much, more and more is read at once: to the wanted ones it takes as many as were passed over so far. */
export function createStream(
  ask: (limit: number, after: Item | undefined) => Promise<Batch>,
  keeps: (item: Item) => boolean,
): Stream {
  const buffer: Item[] = [];
  let after: Item | undefined;
  let isEnded = false;
  let read = 0;
  let kept = 0;
  return {
    buffer,
    get isEnded() {
      return isEnded;
    },
    read: async (limit) => {
      const scaled = Math.ceil((limit * (read + limit)) / (kept + limit));
      const { items, next } = await ask(Math.min(scaled, Math.max(limit, MAX_AT_ONCE)), after);
      const wanted = items.filter(keeps);
      buffer.push(...wanted);
      read += items.length;
      kept += wanted.length;
      isEnded = next === undefined;
      after = next;
    },
  };
}
