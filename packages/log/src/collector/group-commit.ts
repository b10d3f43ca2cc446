// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Content } from '../entry/entry.ts';
import type { Appended } from '../store/log-store.ts';

/** What became of a content: as a store says, or `spilled`: it is on the disk of the collector, and will be brought to the store. */
export type Status = Appended | 'spilled';

export type Append = (contents: readonly Content[]) => Promise<readonly Status[]>;

export interface GroupCommit {
  /** Resolves once all of it is safe. Rejects with ERR_LOG_QUEUE where too much waits, or as the store does. */
  readonly append: Append;
  /** Resolves once nothing waits. */
  readonly flush: () => Promise<void>;
}

interface Waiting {
  readonly contents: readonly Content[];
  readonly resolve: (statuses: readonly Status[]) => void;
  readonly reject: (cause: unknown) => void;
}

/** Requests that come together are written together: each waits for one commit that they share. */
export function createGroupCommit(
  append: Append,
  { maxBatch = 1000, maxQueue = 20_000 }: { readonly maxBatch?: number; readonly maxQueue?: number } = {},
): GroupCommit {
  const queue: Waiting[] = [];
  let waiting = 0;
  let running: Promise<void> | undefined;

  const add: Append = (contents) => {
    if (waiting > 0 && waiting + contents.length > maxQueue)
      return Promise.reject(new AssayError('ERR_LOG_QUEUE', `${waiting} records wait already`));
    waiting += contents.length;
    const settled = new Promise<readonly Status[]>((resolve, reject) => {
      queue.push({ contents, resolve, reject });
      running ??= run();
    });
    return settled.finally(() => (waiting -= contents.length));
  };

  const run = async (): Promise<void> => {
    // what comes in the same turn of the event loop goes together
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await send(take());
    running = undefined;
  };

  const take = (): readonly Waiting[] => {
    let size = 0;
    const count = queue.findIndex(({ contents }) => (size += contents.length) > maxBatch);
    return queue.splice(0, count < 0 ? queue.length : Math.max(1, count));
  };

  const send = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const statuses = await append(group.flatMap(({ contents }) => contents));
      let from = 0;
      for (const { contents, resolve } of group) resolve(statuses.slice(from, (from += contents.length)));
    } catch (cause) {
      if (group.length === 1) group[0]?.reject(cause);
      else await sendEach(group);
    }
  };

  /** What a store will not take of one must not hold up the others; where it takes nothing at all, two of them are enough to see it. */
  const sendEach = async (group: readonly Waiting[]): Promise<void> => {
    let failures = 0;
    for (const { contents, resolve, reject } of group) {
      if (failures < 2)
        try {
          resolve(await append(contents));
          failures = 0;
          continue;
        } catch (cause) {
          failures++;
          reject(cause);
          continue;
        }
      reject(new AssayError('ERR_SINK_WRITE', 'the store takes nothing'));
    }
  };

  return {
    append: add,
    flush: async () => {
      while (running) await running;
    },
  };
}
