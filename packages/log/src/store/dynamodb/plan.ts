// SPDX-License-Identifier: Apache-2.0
import type { PageRequest, Question } from '../question.ts';
import { factsOf } from './facts.ts';
import { digestOfItem } from './item.ts';
import type { Item } from './keys.ts';
import { boundsOf, dayRange, isEmpty, shapeRange, subjectRange, timeRange } from './ranges.ts';
import type { Range, Reader } from './reader.ts';
import type { Shapes } from './shapes.ts';

/** How a question is answered: which ranges hold the answer, and what of them is none of it. */
export interface Plan {
  /** Groups of ranges: an answer is that of each group after the other, and within a group in the order of time. */
  readonly groups: AsyncIterable<readonly Range[]>;
  readonly keeps: (item: Item) => boolean;
}

/** Up to here each shape is looked up by itself, and nothing is read that is not asked for. With more shapes than that it is looked for among all of a time. */
const MAX_MERGED = 1000;

/** The ranges of an answer: of the subject, else of each shape, else of each day. */
export async function planOf(
  { reader, shapes, table }: { readonly reader: Reader; readonly shapes: Shapes; readonly table: string },
  question: Question,
  request: Partial<PageRequest> = {},
): Promise<Plan> {
  const bounds = boundsOf(question, request);
  const [facts, matching] = await Promise.all([factsOf(reader, table), shapes.matching(question.terms)]);
  if (matching?.size === 0 || isEmpty(bounds)) return { groups: only([]), keeps: () => false };
  const shards = Array.from({ length: facts.shards }, (_, shard) => shard);
  const keeps = (item: Item): boolean => matching === undefined || matching.has(digestOfItem(item));
  const { subject } = question;
  if (subject !== undefined)
    return { groups: only(shards.map((shard) => subjectRange(subject, shard, bounds))), keeps };
  if (matching !== undefined && matching.size <= MAX_MERGED) {
    const ranges = [...matching].flatMap((digest) =>
      facts.shardsOf(digest).map((shard) => shapeRange(digest, shard, bounds)),
    );
    return { groups: only(ranges), keeps: () => true };
  }
  const isNewestFirst = request.order !== 'oldest';
  async function* groups(): AsyncGenerator<readonly Range[]> {
    for await (const { day } of daysOf(reader, { ...dayRange(bounds), isNewestFirst }))
      yield shards.map((shard) => timeRange(day, shard, bounds));
  }
  return { groups: groups(), keeps };
}

async function* only(ranges: readonly Range[]): AsyncGenerator<readonly Range[]> {
  if (ranges.length > 0) yield ranges;
}

const MAX_DAYS_AT_ONCE = 64;

/** Days that have entries: first the one that a page is mostly found in, then more and more at a time. */
async function* daysOf(reader: Reader, range: Range): AsyncGenerator<{ readonly day: string }> {
  let after: Item | undefined;
  for (let limit = 1; ; limit = Math.min(2 * limit, MAX_DAYS_AT_ONCE)) {
    const { items, next } = await reader.ask(range, limit, after);
    for (const item of items) yield { day: item['sk']?.S ?? '' };
    if (next === undefined) return;
    after = next;
  }
}
