// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { spend, type Meter } from '../eval/work.ts';
import { equal } from '../values/equal.ts';
import { amountOf } from '../values/numbers.ts';

type List = readonly unknown[];

/** Values that were added, and whether one is equal to one of them. */
export interface Lookup {
  readonly add: (value: unknown) => void;
  readonly has: (value: unknown) => boolean;
}

/** A longer text has, in V8, only its length for a hash. */
const MAX_PLACE = 4_096;

/** What is the same of all values equal to this one, and of no other; undefined where only looking at both tells. */
function placeOf(value: unknown): unknown {
  if (typeof value === 'string') return value.length > MAX_PLACE ? undefined : value;
  if (typeof value === 'boolean' || value === null) return value;
  // numbers of different types are compared as doubles, which tell apart what is below 2^53
  const amount = Number(amountOf(value));
  return Math.abs(amount) < 2 ** 53 ? amount : undefined;
}

/** A lookup of `list`, to begin with. What cannot be looked up is compared with all else that cannot, which is charged. */
export function createLookup(list: List, meter: Meter): Lookup {
  const places = new Set<unknown>();
  const others: unknown[] = [];
  const add = (value: unknown): void => {
    const place = placeOf(value);
    if (place === undefined) others.push(value);
    else places.add(place);
  };
  const has = (value: unknown): boolean => {
    const place = placeOf(value);
    spend(meter, 1);
    return place === undefined ? others.some((other) => equal(other, value, meter)) : places.has(place);
  };
  list.forEach(add);
  return { add, has };
}

const contains = (list: List, part: List, meter: Meter): boolean => part.every(createLookup(list, meter).has);

/** The sets extension of cel-go: lists as sets, whatever the order and however often. */
export const SET_OPS: readonly (readonly [string, Op])[] = pureOps({
  set_contains: ['ll', contains, 4],
  set_equivalent: ['ll', (a: List, b: List, meter: Meter) => contains(a, b, meter) && contains(b, a, meter), 8],
  set_intersects: ['ll', (a: List, b: List, meter: Meter) => b.some(createLookup(a, meter).has), 4],
});
