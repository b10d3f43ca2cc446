// SPDX-License-Identifier: Apache-2.0
import type { Question, Tally } from '../question.ts';
import { each } from './each.ts';
import { TTL_ATTRIBUTE } from './definition.ts';
import { digestOfItem, isExpired } from './item.ts';
import { timeOfOrder } from './keys.ts';
import type { PagePorts } from './page.ts';
import { planOf } from './plan.ts';
import type { Range } from './reader.ts';

interface Counted {
  count: number;
  first: number;
  last: number;
}

const AT_ONCE = 16;

/** How often each shape was met. Nothing but the times of entries comes over the wire. */
export async function tallyOf(ports: PagePorts, question: Question, bucketMs?: number): Promise<readonly Tally[]> {
  const { reader, shapes, clock } = ports;
  const now = clock();
  const width = bucketMs === undefined ? undefined : Math.trunc(bucketMs);
  const { groups, keeps } = await planOf(ports, question, { order: 'oldest' });
  const counted = new Map<string, Map<number, Counted>>();

  const add = async (range: Range): Promise<void> => {
    for await (const item of reader.all({ ...range, only: ['order', 'byShape', TTL_ATTRIBUTE] })) {
      if (!keeps(item) || isExpired(item, now)) continue;
      const time = timeOfOrder(item['order']?.S ?? '');
      count(counted, digestOfItem(item), width === undefined ? 0 : time - (time % width), time);
    }
  };

  for await (const ranges of inBunches(groups)) await each(ranges, AT_ONCE, add);
  const shapeOf = await shapes.of([...counted.keys()]);
  const tallies = [...counted].flatMap(
    ([digest, buckets]) =>
      [...buckets].map(([bucket, numbers]) => ({ shape: shapeOf.get(digest)!, ...numbers, bucket })), // sound: all of them were looked up
  );
  return tallies.toSorted((a, b) => a.bucket - b.bucket);
}

function count(counted: Map<string, Map<number, Counted>>, digest: string, bucket: number, time: number): void {
  const buckets = counted.get(digest) ?? new Map<number, Counted>();
  counted.set(digest, buckets);
  const numbers = buckets.get(bucket);
  if (numbers === undefined) {
    buckets.set(bucket, { count: 1, first: time, last: time });
    return;
  }
  numbers.count++;
  numbers.first = Math.min(numbers.first, time);
  numbers.last = Math.max(numbers.last, time);
}

/** Ranges of several groups, so many that all that work at once have something to do. */
async function* inBunches(groups: AsyncIterable<readonly Range[]>): AsyncGenerator<readonly Range[]> {
  let bunch: Range[] = [];
  for await (const ranges of groups) {
    bunch.push(...ranges);
    if (bunch.length < AT_ONCE) continue;
    yield bunch;
    bunch = [];
  }
  yield bunch;
}
