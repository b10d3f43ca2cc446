// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { recordOf } from '../testing/record-of.ts';
import { aggregateOf, createSum, EMPTY, type Aggregate, type Outcome } from './aggregate.ts';

const scope = (item: string, direction: 'more' | 'less' = 'more') => ({ kind: 'scope', item, direction }) as const;
const sumOf = (aggregates: readonly Aggregate[], start = EMPTY): Aggregate => {
  const sum = createSum(start);
  aggregates.forEach(sum.add);
  return sum.total();
};
const ofRecord = (n: number, outcome: Outcome): Aggregate =>
  aggregateOf(recordOf({ n, client: n % 2 === 0 ? 'even' : 'odd' }), outcome);

test('counts records, what they are, and cells with examples', () => {
  const records = [1, 2, 3].map((n) => recordOf({ n }));
  const total = sumOf([
    aggregateOf(records[0]!, { ok: true, changes: [] }),
    aggregateOf(records[1]!, { ok: true, changes: [scope('a'), scope('b', 'less')] }),
    aggregateOf(records[2]!, { ok: false, reason: 'no inputs' }),
  ]);
  const cell = { client: 'portal', subjectType: 'user', count: 1, examples: [records[1]!.id] };
  expect(total).toEqual({
    ...EMPTY,
    records: 3,
    changed: 1,
    widened: 1,
    narrowed: 1,
    undecided: { 'no inputs': { count: 1, examples: [records[2]!.id] } },
    cells: {
      '["portal","user","scope","a","more"]': { ...cell, ...scope('a') },
      '["portal","user","scope","b","less"]': { ...cell, ...scope('b', 'less') },
    },
  });
});

test('comes to the same however the records are divided, and wherever a run went on', () => {
  const outcome = fc.oneof(
    fc
      .array(
        fc.constantFrom('a', 'b', 'c').map((item) => scope(item)),
        { maxLength: 2 },
      )
      .map((changes): Outcome => ({ ok: true, changes })),
    fc.constantFrom('x', 'y').map((reason): Outcome => ({ ok: false, reason })),
  );
  fc.assert(
    fc.property(fc.array(outcome), fc.nat(20), fc.nat(20), (outcomes, one, two) => {
      const all = outcomes.map((each, n) => ofRecord(n, each));
      const [from, to] = [Math.min(one, two), Math.max(one, two)];
      const parts = [all.slice(0, from), all.slice(from, to), all.slice(to)].map((part) => sumOf(part));
      const saved = JSON.parse(JSON.stringify(sumOf(parts.slice(0, 2)))) as Aggregate; // sound: what was written
      expect(sumOf(parts.slice(2), saved)).toEqual(sumOf(all));
    }),
  );
});

test('takes no more room however many changes and reasons there are', () => {
  const many = Array.from({ length: 6000 }, (_, n) => ofRecord(n, { ok: true, changes: [scope(`scope-${n}`)] }));
  const reasons = Array.from({ length: 300 }, (_, n) => ofRecord(n, { ok: false, reason: `reason ${n}` }));
  const total = sumOf([...many, ...reasons]);
  expect([Object.keys(total.cells).length, total.others, total.widened]).toEqual([5000, 1000, 6000]);
  expect([Object.keys(total.undecided).length, total.undecided['another reason']?.count]).toEqual([101, 200]);
  const same = sumOf(Array.from({ length: 50 }, (_, n) => ofRecord(n * 2, { ok: true, changes: [scope('a')] })));
  expect(Object.values(same.cells).map(({ count, examples }) => [count, examples.length])).toEqual([[50, 5]]);
});
