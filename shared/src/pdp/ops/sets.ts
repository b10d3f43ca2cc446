// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { equal } from '../values/equal.ts';
import { fail } from './bounded.ts';

type List = readonly unknown[];

/** Beyond is an error, and not a long wait: a list or a map counts as many values. Any two lists of texts that an event may have are within it. */
const MAX_COMPARISONS = 4_000_000;
const WEIGHT = 32;

/** Tells whether a value is in `list`, which may grow. Throws RangeError when it had to look too often. */
export function createLookup(list: List): (value: unknown) => boolean {
  let comparisons = 0;
  return (value) => {
    comparisons += list.length * (typeof value === 'object' ? WEIGHT : 1);
    if (comparisons > MAX_COMPARISONS) fail();
    return typeof value === 'string' ? list.includes(value) : list.some((other) => equal(other, value));
  };
}

const contains = (list: List, part: List): boolean => part.every(createLookup(list));

/** The sets extension of cel-go: lists as sets, whatever the order and however often. */
export const SET_OPS: readonly (readonly [string, Op])[] = pureOps({
  set_contains: ['ll', contains],
  set_equivalent: ['ll', (a: List, b: List) => contains(a, b) && contains(b, a)],
  set_intersects: ['ll', (a: List, b: List) => b.some(createLookup(a))],
});
