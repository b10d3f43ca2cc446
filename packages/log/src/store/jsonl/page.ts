// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import { digestOfShape } from '../../entry/shape.ts';
import { formatCursor, parseCursor, type Cursor } from '../cursor.ts';
import type { Page } from '../log-store.ts';
import type { PageRequest, Question, Tally } from '../question.ts';
import { matching } from './matching.ts';

/** One page of an answer. The whole file is gone through; only a page and a bit is held. */
export async function pageOf(path: string, question: Question, request: PageRequest): Promise<Page> {
  const { limit, after, order } = request;
  const direction = order === 'oldest' ? 1 : -1;
  const compare = (a: Cursor, b: Cursor): number => direction * inOrder(a, b);
  const start = after === undefined ? undefined : parseCursor(after);
  let found: StoredEntry[] = [];
  const trim = (): void => {
    found = found.toSorted(compare).slice(0, limit + 1);
  };
  for await (const { entry } of matching(path, question)) {
    if (start !== undefined && compare(entry, start) <= 0) continue;
    found.push(entry);
    if (found.length > 2 * limit + 100) trim();
  }
  trim();
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return { entries, ...(found.length > limit && last && { next: formatCursor(last) }) };
}

const inOrder = (a: Cursor, b: Cursor): number => a.time - b.time || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** How often each shape was met. */
export async function tallyOf(path: string, question: Question, bucketMs?: number): Promise<readonly Tally[]> {
  const tallies = new Map<string, Tally>();
  for await (const { entry, shape } of matching(path, question)) {
    const { time } = entry;
    const bucket = bucketMs === undefined ? 0 : time - (time % Math.trunc(bucketMs));
    const id = `${bucket} ${digestOfShape(shape)}`;
    const { count, first, last } = tallies.get(id) ?? { count: 0, first: time, last: time };
    tallies.set(id, { shape, count: count + 1, first: Math.min(first, time), last: Math.max(last, time), bucket });
  }
  return [...tallies.values()].sort((a, b) => a.bucket - b.bucket);
}
