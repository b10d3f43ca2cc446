// SPDX-License-Identifier: Apache-2.0
import type { Item } from './keys.ts';
import type { Batch } from './reader.ts';

/** A part of the table in its order, read as far as it is needed. */
export interface Stream {
  readonly buffer: Item[];
  isEnded: boolean;
  /** Reads up to so many items more. */
  readonly read: (limit: number) => Promise<void>;
}

/** What `read` gives, without what `keeps` leaves out. */
export function createStream(
  ask: (limit: number, after: Item | undefined) => Promise<Batch>,
  keeps: (item: Item) => boolean,
): Stream {
  let after: Item | undefined;
  const stream: Stream = {
    buffer: [],
    isEnded: false,
    read: async (limit) => {
      const { items, next } = await ask(limit, after);
      stream.buffer.push(...items.filter(keeps));
      // where the end was met, what comes later is looked for behind the last that was seen
      if (next === undefined) stream.isEnded = true;
      else after = next;
    },
  };
  return stream;
}
