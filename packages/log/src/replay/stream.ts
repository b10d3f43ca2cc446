// SPDX-License-Identifier: Apache-2.0
import type { LogStore } from '../store/log-store.ts';
import type { Question } from '../store/question.ts';
import type { EntryText } from './replay-batch.ts';

/** How entries are handed out. */
export interface StreamOptions<R> {
  readonly store: Pick<LogStore, 'page'>;
  readonly question: Question;
  /** Where an earlier run ended: `next` of a page. */
  readonly after?: string;
  /** Works on a batch; several at once, as many as `atOnce`. */
  readonly work: (batch: readonly EntryText[]) => Promise<R>;
  readonly atOnce: number;
  /** Told of every result, in the order of the log, whichever came first. `next` is where to go on; absent at the end. False ends it there. */
  readonly take: (result: R, batch: { readonly entries: number; readonly next?: string }) => boolean;
  /** Entries of a batch; 500, where absent. */
  readonly batchSize?: number;
  /** Entries of all batches; no end, where absent. */
  readonly limit?: number;
}

/** Hands the entries of a question out in batches, the oldest first. No more than `atOnce` batches are held, however many entries there are. */
export async function streamBatches<R>(options: StreamOptions<R>): Promise<void> {
  const { store, question, work, atOnce, take, batchSize = 500 } = options;
  let room = options.limit ?? Infinity;
  const running: Promise<() => boolean>[] = [];
  let after = options.after;
  let isAtEnd = room <= 0;
  try {
    for (;;) {
      while (!isAtEnd && running.length < atOnce) {
        const { entries, next } = await store.page(question, {
          limit: Math.min(batchSize, room),
          order: 'oldest',
          ...(after !== undefined && { after }),
        });
        const batch = { entries: entries.length, ...(next !== undefined && { next }) };
        const texts = entries.map(({ body, openings }): EntryText => ({ body, openings }));
        running.push(work(texts).then((result) => () => take(result, batch)));
        after = next;
        room -= entries.length;
        isAtEnd = next === undefined || room <= 0;
      }
      const first = running.shift();
      if (first === undefined || !(await first)()) return;
    }
  } finally {
    // whatever ended it, nothing is left running that nobody waits for
    await Promise.allSettled(running);
  }
}
