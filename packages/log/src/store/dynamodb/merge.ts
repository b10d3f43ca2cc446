// SPDX-License-Identifier: Apache-2.0
import { each } from './each.ts';
import type { Item } from './keys.ts';
import type { Stream } from './streams.ts';

/** Items of many streams as one, in order. */
export interface Walk {
  /** The next of them: fewer only at the end. */
  readonly take: (count: number) => Promise<readonly Item[]>;
  /** Whether there is none left. Reads one where that is not known. */
  readonly isAtEnd: () => Promise<boolean>;
}

const AT_ONCE = 32;

/** Of what is missing each stream is asked for its part of so much: the rest comes from few of them, and is asked for when it is known from which. */
const SHARE = 0.8;

/**
 * Merges streams. Every one of them has to show its first item before the first of all is known; beyond that little more is read than is taken, and what
 * was read is kept for the next call.
 */
export function createMerge(streams: readonly Stream[], isNewestFirst: boolean): Walk {
  const heap = createHeap(isNewestFirst);
  let waiting = [...streams];

  /** Every stream is in the heap, at its end, or read again. */
  const settle = async (missing: number): Promise<void> => {
    while (waiting.length > 0) {
      const buffered = heap.streams().reduce((sum, { buffer }) => sum + buffer.length, 0);
      const open = waiting.length + heap.streams().filter(({ isEnded }) => !isEnded).length;
      const share = open === 1 ? missing - buffered : Math.floor((SHARE * (missing - buffered)) / open);
      const limit = Math.max(1, share);
      // the others are read with those that have to be, where they will be short soon
      const low = heap.streams().filter(({ buffer, isEnded }) => !isEnded && share > 1 && buffer.length * 2 < share);
      await each([...waiting, ...low], AT_ONCE, (stream) => stream.read(limit));
      const full = waiting.filter(({ buffer }) => buffer.length > 0);
      waiting = waiting.filter(({ buffer, isEnded }) => buffer.length === 0 && !isEnded);
      for (const stream of full) heap.add(stream);
    }
  };

  const next = async (missing: number): Promise<Item | undefined> => {
    await settle(missing);
    const stream = heap.first();
    const item = stream?.buffer.shift();
    if (stream === undefined || item === undefined) return undefined;
    heap.remove();
    if (stream.buffer.length > 0) heap.add(stream);
    else if (!stream.isEnded) waiting.push(stream);
    return item;
  };

  return {
    take: async (count) => {
      const taken: Item[] = [];
      while (taken.length < count) {
        // one more is asked for, so that whether there is a next page is known with this one
        const item = await next(count - taken.length + 1);
        if (item === undefined) break;
        taken.push(item);
      }
      return taken;
    },
    isAtEnd: async () => {
      if (heap.first() === undefined) await settle(1);
      return heap.first() === undefined;
    },
  };
}

/** One walk after the other; each is begun when the one before is at its end. */
export function createSequel(walks: AsyncIterator<Walk>): Walk {
  let current: Walk | undefined;
  const advance = async (): Promise<boolean> => {
    const { done, value } = await walks.next();
    if (done !== true) current = value;
    return done !== true;
  };
  return {
    take: async (count) => {
      const taken: Item[] = [];
      while (current !== undefined || (await advance())) {
        taken.push(...((await current?.take(count - taken.length)) ?? []));
        if (taken.length >= count) break;
        current = undefined;
      }
      return taken;
    },
    isAtEnd: async () => {
      while (current !== undefined || (await advance())) {
        if (current !== undefined && !(await current.isAtEnd())) return false;
        current = undefined;
      }
      return true;
    },
  };
}

interface Heap {
  readonly first: () => Stream | undefined;
  readonly add: (stream: Stream) => void;
  /** Takes the first out. */
  readonly remove: () => void;
  readonly streams: () => readonly Stream[];
}

/** Streams by their first items. */
function createHeap(isNewestFirst: boolean): Heap {
  const heap: Stream[] = [];
  const order = (stream: Stream): string => stream.buffer[0]?.['order']?.S ?? '';
  const precedes = (a: Stream, b: Stream): boolean => (isNewestFirst ? order(a) > order(b) : order(a) < order(b));
  return {
    first: () => heap[0],
    streams: () => heap,
    remove: () => void heap.shift(),
    // few are passed: the stream that was just read from mostly stays near the first place
    add: (stream) => {
      let low = 0;
      for (let high = heap.length; low < high;) {
        const middle = (low + high) >> 1;
        if (precedes(heap[middle]!, stream))
          low = middle + 1; // sound: below the length
        else high = middle;
      }
      heap.splice(low, 0, stream);
    },
  };
}
