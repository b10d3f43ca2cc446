// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../entry/entry.ts';
import type { LogStore } from '../store/log-store.ts';
import type { PageRequest, Question } from '../store/question.ts';

/** Every entry of an answer, a page at a time: memory stays flat however many there are. */
export async function* pagesOf(store: LogStore, question: Question, request: PageRequest): AsyncGenerator<StoredEntry> {
  for (let after = request.after; ;) {
    const { entries, next } = await store.page(question, { ...request, ...(after !== undefined && { after }) });
    yield* entries;
    if (next === undefined) return;
    after = next;
  }
}
