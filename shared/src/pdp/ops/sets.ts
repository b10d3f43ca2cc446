// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { equal } from '../values/equal.ts';
import { amountOf } from '../values/numbers.ts';

/** Values that are equal have the same key. Texts, numbers and truths have keys of their own; all others share one, and are compared. */
const keyOf = (value: unknown): unknown => {
  const amount = amountOf(value);
  return amount !== undefined ? Number(amount) : typeof value === 'object' ? undefined : value;
};

/** Lists of lists and of maps cannot be looked up, only compared; beyond this many comparisons is an error, and not a long wait. */
const MAX_COMPARISONS = 1_000_000;

/** Looks values up among those it was told of. */
export function createLookup(values: Iterable<unknown>): {
  has: (value: unknown) => boolean;
  add: (value: unknown) => void;
} {
  const byKey = new Map<unknown, unknown[]>();
  let comparisons = 0;
  const add = (value: unknown): void => {
    const key = keyOf(value);
    const same = byKey.get(key);
    if (same) same.push(value);
    else byKey.set(key, [value]);
  };
  for (const value of values) add(value);
  return {
    add,
    has: (value) => {
      const same = byKey.get(keyOf(value)) ?? [];
      comparisons += same.length;
      if (comparisons > MAX_COMPARISONS) throw new RangeError('too many comparisons');
      return same.some((other) => equal(other, value));
    },
  };
}

type List = readonly unknown[];

const contains = (list: List, part: List): boolean => part.every(createLookup(list).has);

/** The sets extension of cel-go: lists as sets, whatever the order and however often. */
export const SET_OPS: readonly (readonly [string, Op])[] = pureOps({
  set_contains: ['ll', contains],
  set_equivalent: ['ll', (a: List, b: List) => contains(a, b) && contains(b, a)],
  set_intersects: ['ll', (a: List, b: List) => b.some(createLookup(a).has)],
});
