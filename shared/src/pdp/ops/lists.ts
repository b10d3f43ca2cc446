// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { compare } from '../values/compare.ts';
import type { Int } from '../values/numbers.ts';
import { Uint } from '../values/special.ts';
import { between, boundedList, fail, MAX_ITEMS } from './bounded.ts';
import { optionalOps } from './optional-operands.ts';
import { createLookup } from './sets.ts';

type List = readonly unknown[];

/** Each look at an item counts: a list may stand in another many times over, and empty ones add nothing to the result. */
const MAX_LOOKS = 4 * MAX_ITEMS;

/** The items with `depth` levels of lists opened. */
function flatten(list: List, depth: Int = 1): unknown {
  let looks = MAX_LOOKS;
  const open = (items: List, levels: number): List =>
    items.flatMap((item) =>
      levels < 0 || --looks < 0 ? fail() : Array.isArray(item) && levels > 0 ? open(item, levels - 1) : [item],
    );
  return boundedList(open(list, Number(depth)));
}

function distinct(list: List): List {
  const found: unknown[] = [];
  const isFound = createLookup(found);
  for (const item of list) if (!isFound(item)) found.push(item);
  return found;
}

/** Sorted by keys of one ordered type. Equal keys keep their order. */
function sort(list: List, keys: List = list): unknown {
  const [first] = keys;
  const areOrdered = keys.every(
    (key) => first instanceof Uint === key instanceof Uint && compare(first, key) !== undefined,
  );
  return list.length === keys.length && areOrdered
    ? Array.from(list.keys())
        .sort((a, b) => compare(keys[a], keys[b]) ?? 0)
        .map((place) => list[place])
    : undefined;
}

/** The lists extension of cel-go; `sortBy` is a macro over `sort` with keys. */
export const LIST_OPS: readonly (readonly [string, Op])[] = optionalOps({
  slice: ['lii', between],
  flatten: ['li', flatten],
  distinct: ['l', distinct],
  sort: ['ll', sort],
  range: ['i', (count: Int) => (count > MAX_ITEMS ? undefined : Array.from(Array(Math.max(0, Number(count))).keys()))],
  reverse_list: ['l', (list: List) => list.toReversed()],
});
