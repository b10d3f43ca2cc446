// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { Item } from './keys.ts';
import { createMerge, createSequel, type Walk } from './merge.ts';
import { createStream, type Stream } from './streams.ts';

const itemOf = (order: string): Item => ({ order: { S: order } });
const ordersOf = (items: readonly Item[]): readonly (string | undefined)[] => items.map(({ order }) => order?.S);

/** A stream over a list, as DynamoDB reads it: where the limit is met it does not say whether there is more. */
function streamOf(orders: readonly string[], onRead: (count: number) => void, keeps: (item: Item) => boolean): Stream {
  return createStream((limit, after) => {
    const start = after === undefined ? 0 : Number(after['at']?.N);
    const items = orders.slice(start, start + limit).map(itemOf);
    onRead(items.length);
    const at = { at: { N: `${start + limit}` } };
    return Promise.resolve({ items, ...(items.length === limit && { next: at }) });
  }, keeps);
}

async function drain(walk: Walk, size: number): Promise<readonly (string | undefined)[]> {
  const taken: (string | undefined)[] = [];
  while (!(await walk.isAtEnd())) {
    const items = await walk.take(size);
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThanOrEqual(size);
    taken.push(...ordersOf(items));
  }
  expect(await walk.take(size)).toEqual([]);
  return taken;
}

const lists = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 60 }), { maxLength: 12 });
const text = (list: readonly number[], at: number): readonly string[] =>
  list.map((n) => `${n}`.padStart(3, '0') + `#${at}`).toSorted();

describe('merging streams', () => {
  it('gives every item once, in order, in pages of any size, and reads none twice', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (numbers, size, isNewestFirst) => {
        const all = numbers.map(text).map((list) => (isNewestFirst ? list.toReversed() : list));
        let read = 0;
        const streams = all.map((list) =>
          streamOf(
            list,
            (count) => (read += count),
            () => true,
          ),
        );
        const sorted = all.flat().toSorted();
        expect(await drain(createMerge(streams, isNewestFirst), size)).toEqual(
          isNewestFirst ? sorted.toReversed() : sorted,
        );
        expect(read).toBe(sorted.length);
      }),
    );
  });

  it('leaves out what is not kept, and goes on behind it', async () => {
    const orders = text(
      Array.from({ length: 100 }, (_, n) => n),
      0,
    );
    const stream = streamOf(
      orders,
      () => undefined,
      ({ order }) => order?.S?.startsWith('09') === true,
    );
    expect(await drain(createMerge([stream], false), 3)).toEqual(orders.slice(90));
  });

  it('reads more and more at once where little of it is wanted', async () => {
    const orders = text(
      Array.from({ length: 999 }, (_, n) => n),
      0,
    );
    const reads: number[] = [];
    const stream = streamOf(
      orders,
      (count) => reads.push(count),
      ({ order }) => order?.S?.startsWith('99') === true,
    );
    expect(await drain(createMerge([stream], false), 5)).toEqual(orders.slice(990));
    expect(reads.length).toBeLessThan(15);
  });

  it('gives one walk after the other, and begins none before it is needed', async () => {
    const begun: number[] = [];
    async function* walks(): AsyncGenerator<Walk> {
      for (const [at, list] of [[], [1, 2], [], [3], []].entries()) {
        begun.push(at);
        yield createMerge(
          [
            streamOf(
              text(list, at),
              () => undefined,
              () => true,
            ),
          ],
          false,
        );
      }
    }
    const walk = createSequel(walks());
    expect(ordersOf(await walk.take(2))).toEqual(['001#1', '002#1']);
    expect(begun).toEqual([0, 1]);
    expect(await drain(walk, 2)).toEqual(['003#3']);
  });

  it('reads a page of one stream with one read', async () => {
    const reads: number[] = [];
    const walk = createMerge(
      [
        streamOf(
          text(
            Array.from({ length: 100 }, (_, n) => n),
            0,
          ),
          (count) => reads.push(count),
          () => true,
        ),
      ],
      false,
    );
    await walk.take(20);
    expect(await walk.isAtEnd()).toBe(false);
    expect(reads).toEqual([21]);
  });
});
