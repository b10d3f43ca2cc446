// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { Day } from './days.ts';
import { daysWithin, MAX_DAYS, walk } from './walk.ts';

interface Item {
  readonly time: number;
  readonly key: string;
  readonly day: string;
}

const nameOf = (n: number): string => `2026-01-${n}`;

/** Items of up to 80 days that overlap, and days as wide as what lies in them, or wider. */
const logs = fc
  .array(fc.record({ day: fc.nat({ max: 80 }), off: fc.integer({ min: -15, max: 15 }) }), { maxLength: 200 })
  .map((all) => all.map(({ day, off }, at): Item => ({ time: day * 10 + off + 20, key: `k${at}`, day: nameOf(day) })));

function daysOf(items: readonly Item[]): readonly Day[] {
  return [...new Set(items.map(({ day }) => day))].map((day) => {
    const times = items.filter((item) => item.day === day).map(({ time }) => time);
    return { day, first: Math.min(...times) - 2, last: Math.max(...times) + 2 };
  });
}

const inOrder = (a: Item, b: Item): number => a.time - b.time || (a.key < b.key ? -1 : 1);

test('a walk over days that overlap finds what a look at all of them would', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.integer({ min: 1, max: 50 }), fc.boolean(), async (items, limit, isNewestFirst) => {
      const order = isNewestFirst ? ('newest' as const) : ('oldest' as const);
      const sorted = isNewestFirst ? items.toSorted(inOrder).toReversed() : items.toSorted(inOrder);
      const found = await walk(daysWithin(daysOf(items), {}, { limit, order }), { limit, order }, async (days) => {
        expect(days.length).toBeLessThanOrEqual(MAX_DAYS);
        return sorted.filter(({ day }) => days.includes(day)).slice(0, limit);
      });
      expect(found).toEqual(sorted.slice(0, limit));
    }),
  );
});

test('a walk ends as soon as no further day can hold what comes first', async () => {
  const days = Array.from({ length: 40 }, (_, n): Day => ({ day: nameOf(n), first: n * 10, last: n * 10 + 9 }));
  const asked: string[] = [];
  await walk(daysWithin(days, {}), { limit: 2 }, async (some) => {
    asked.push(...some);
    return some.map((day, at) => ({ time: 399 - 10 * at, key: day }));
  });
  expect(asked).toEqual([nameOf(39), nameOf(38)]);
});

test('only days are asked that a question can find something in', () => {
  const days = Array.from({ length: 5 }, (_, n): Day => ({ day: nameOf(n), first: n * 10, last: n * 10 + 12 }));
  const asked = (...args: Parameters<typeof daysWithin> extends [unknown, ...infer R] ? R : never): readonly string[] =>
    daysWithin(days, ...args).map(({ day }) => day);
  expect(asked({ since: 13, until: 20 })).toEqual([nameOf(1)]);
  const after = Buffer.from('20:k').toString('base64url');
  expect(asked({}, { limit: 1, after })).toEqual([nameOf(2), nameOf(1), nameOf(0)]);
  expect(asked({}, { limit: 1, after, order: 'oldest' })).toEqual([nameOf(1), nameOf(2), nameOf(3), nameOf(4)]);
});
