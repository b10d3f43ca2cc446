// SPDX-License-Identifier: Apache-2.0
import { parseCursor } from '../cursor.ts';
import type { PageRequest, Question } from '../question.ts';
import { dayOf, named, orderOf, padded, PARTITIONS, sharded, timeOfOrder } from './keys.ts';
import type { Range } from './reader.ts';

/** The sort keys an answer lies between, both included. */
export interface Bounds {
  readonly from?: string;
  readonly to?: string;
}

/** What a question, and the page before, leave of the time. Throws ERR_LOG_CURSOR. */
export function boundsOf({ since, until }: Question, { after, order }: Partial<PageRequest> = {}): Bounds {
  const isNewestFirst = order !== 'oldest';
  const cursor = after === undefined ? undefined : orderOf(parseCursor(after));
  const from = largest(
    since === undefined ? undefined : padded(Math.max(0, Math.ceil(since))),
    isNewestFirst ? undefined : cursor && `${cursor}\0`,
  );
  // no entry has a time alone for its order, so that what is included is none
  const to = smallest(
    until === undefined ? undefined : padded(Math.max(0, Math.ceil(until))),
    isNewestFirst && cursor !== undefined ? before(cursor) : undefined,
  );
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

export const isEmpty = ({ from, to }: Bounds): boolean => from !== undefined && to !== undefined && from > to;

const largest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a > b ? a : b;
const smallest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a < b ? a : b;

/** A text before `order`, and behind every order before it: with the letter before its last one, and the last of all characters behind. */
const before = (order: string): string =>
  /[b-z]$/.test(order)
    ? `${order.slice(0, -1)}${String.fromCharCode(order.charCodeAt(order.length - 1) - 1)}\u{10ffff}`
    : order;

/** Of a question that names shapes or a subject: the partitions of its index. */
export const shapeRange = (digest: string, shard: number, bounds: Bounds): Range => ({
  index: 'by-shape',
  by: ['byShape', 'order'],
  partition: sharded(digest, shard),
  ...bounds,
});

export const subjectRange = (subject: string, shard: number, bounds: Bounds): Range => ({
  index: 'by-subject',
  by: ['bySubject', 'order'],
  partition: sharded(named(subject), shard),
  ...bounds,
});

export const timeRange = (day: string, shard: number, bounds: Bounds): Range => ({
  index: 'by-time',
  by: ['byTime', 'order'],
  partition: sharded(day, shard),
  ...bounds,
});

/** The days that may have entries. */
export const dayRange = ({ from, to }: Bounds): Range => ({
  by: ['pk', 'sk'],
  partition: PARTITIONS.days,
  ...(from !== undefined && { from: dayOf(timeOfOrder(from)) }),
  ...(to !== undefined && { to: dayOf(timeOfOrder(to)) }),
});
