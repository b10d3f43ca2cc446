// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { compare } from '../values/compare.ts';
import type { Int } from '../values/numbers.ts';
import { Uint } from '../values/special.ts';
import { boundedList, MAX_ITEMS } from './bounded.ts';
import { createLookup } from './sets.ts';

type List = readonly unknown[];

const slice = (list: List, start: Int, end: Int): unknown =>
  start < 0 || start > end || end > list.length ? undefined : list.slice(Number(start), Number(end));

/** Each look at an item counts: a list may stand in another many times over, and empty ones add nothing to the result. */
const MAX_LOOKS = 4 * MAX_ITEMS;

/** The items with `depth` levels of lists opened. */
function flatten(list: List, depth: Int = 1): unknown {
  const items: unknown[] = [];
  let looks = 0;
  const open = (from: List, levels: number): boolean =>
    from.every(
      (item) =>
        ++looks <= MAX_LOOKS && (Array.isArray(item) && levels > 0 ? open(item, levels - 1) : items.push(item) > 0),
    );
  return depth >= 0 && open(list, Number(depth)) ? boundedList(items) : undefined;
}

function distinct(list: List): unknown {
  const seen = createLookup([]);
  return list.filter((item) => {
    const isNew = !seen.has(item);
    if (isNew) seen.add(item);
    return isNew;
  });
}

/** Sorted by keys of one ordered type. Equal keys keep their order. */
function sortBy(list: List, keys: List): unknown {
  const [first] = keys;
  const areOrdered = keys.every(
    (key) => first instanceof Uint === key instanceof Uint && compare(first, key) !== undefined,
  );
  if (list.length !== keys.length || !areOrdered) return undefined;
  return keys
    .map((key, i) => ({ key, item: list[i] }))
    .sort((a, b) => compare(a.key, b.key) ?? 0)
    .map(({ item }) => item);
}

/** The lists extension of cel-go; `sortBy` is a macro over `sort_by`. */
export const LIST_OPS: readonly (readonly [string, Op])[] = pureOps({
  slice: ['lii', slice],
  flatten: ['l', flatten],
  flatten_to: ['li', flatten],
  distinct: ['l', distinct],
  sort: ['l', (list: List) => sortBy(list, list)],
  sort_by: ['ll', sortBy],
  range: ['i', (count: Int) => (count > MAX_ITEMS ? undefined : Array.from({ length: Number(count) }, (_, i) => i))],
  reverse_list: ['l', (list: List) => [...list].reverse()],
});
