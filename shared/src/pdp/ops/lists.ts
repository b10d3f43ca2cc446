// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { extentOf, spend, type Meter } from '../eval/work.ts';
import { compare } from '../values/compare.ts';
import type { Int } from '../values/numbers.ts';
import { Uint } from '../values/special.ts';
import { between, fail, MAX_ITEMS } from './bounded.ts';
import { optionalOps } from './optional-operands.ts';
import { createLookup } from './sets.ts';

type List = readonly unknown[];

/** The items with `depth` levels of lists opened. Each look at an item is charged: a list may stand in another many times over, and empty ones add nothing. */
function flatten(list: List, depth: Int = 1, meter: Meter): unknown {
  const flat: unknown[] = [];
  const open = (items: List, levels: number): void => {
    spend(meter, 4 + 2 * items.length);
    for (const item of items) {
      if (Array.isArray(item) && levels > 0) open(item, levels - 1);
      else if (flat.push(item) > MAX_ITEMS) fail();
    }
  };
  open(list, depth < 0 ? fail() : Number(depth));
  return flat;
}

function distinct(list: List, meter: Meter): List {
  const { add, has } = createLookup([], meter);
  return list.filter((item) => {
    const isNew = !has(item);
    if (isNew) add(item);
    return isNew;
  });
}

/** Sorted by keys of one ordered type. Equal keys keep their order. */
function sort(list: List, keys: List = list, meter: Meter): unknown {
  const [first] = keys;
  const order = (a: unknown, b: unknown): number | undefined => {
    spend(meter, 1 + extentOf(a));
    return compare(a, b);
  };
  const areOrdered = keys.every(
    (key) => first instanceof Uint === key instanceof Uint && order(first, key) !== undefined,
  );
  return list.length === keys.length && areOrdered
    ? Array.from(list.keys())
        .sort((a, b) => order(keys[a], keys[b]) ?? 0)
        .map((place) => list[place])
    : undefined;
}

/** The lists extension of cel-go; `sortBy` is a macro over `sort` with keys. */
export const LIST_OPS: readonly (readonly [string, Op])[] = optionalOps({
  slice: ['lii', between],
  flatten: ['li', flatten],
  distinct: ['l', distinct, 4],
  sort: ['ll', sort, 4],
  range: [
    'i',
    (count: Int) => (count > MAX_ITEMS ? undefined : Array.from(Array(Math.max(0, Number(count))).keys())),
    4,
  ],
  reverse_list: ['l', (list: List) => list.toReversed()],
});
