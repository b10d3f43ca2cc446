// SPDX-License-Identifier: Apache-2.0
import { parseCursor } from '../cursor.ts';
import type { PageRequest, Question } from '../question.ts';
import type { Day } from './days.ts';

/** Days that are asked at once: few at first, as the newest entries are asked for most; never so many that a statement locks more tables than a server has locks for. */
const SIZES = [2, 8] as const;
export const MAX_DAYS = 32;

/** The days a question may find something in, in the order they are asked. */
export function daysWithin(days: readonly Day[], question: Question, request?: PageRequest): readonly Day[] {
  const cursor = request?.after === undefined ? undefined : parseCursor(request.after).time;
  const isNewestFirst = request?.order !== 'oldest';
  const from = Math.max(question.since ?? 0, isNewestFirst ? 0 : (cursor ?? 0));
  const to = Math.min((question.until ?? Infinity) - 1, isNewestFirst ? (cursor ?? Infinity) : Infinity);
  return days
    .filter(({ first, last }) => first <= to && last >= from)
    .toSorted((a, b) => (isNewestFirst ? b.last - a.last : a.first - b.first));
}

/**
 * The first `limit` items over days that overlap a little: `find` asks some days, for as many. The walk ends where no further day can hold an item that comes before
 * the last one found.
 */
export async function walk<T extends { readonly time: number; readonly key: string }>(
  days: readonly Day[],
  { limit, order }: Pick<PageRequest, 'limit' | 'order'>,
  find: (days: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const isNewestFirst = order !== 'oldest';
  const inOrder = (a: T, b: T): number => (a.time - b.time || (a.key < b.key ? -1 : 1)) * (isNewestFirst ? -1 : 1);
  let found: readonly T[] = [];
  for (let at = 0, round = 0; at < days.length; round++) {
    const last = found[limit - 1];
    const next = days[at]!; // sound: within the list
    if (last !== undefined && (isNewestFirst ? last.time > next.last : last.time < next.first)) break;
    const some = days.slice(at, at + (SIZES[round] ?? MAX_DAYS));
    at += some.length;
    found = [...found, ...(await find(some.map(({ day }) => day)))].toSorted(inOrder).slice(0, limit);
  }
  return found;
}
