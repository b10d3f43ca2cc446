// SPDX-License-Identifier: Apache-2.0
import type { Ir, Slot } from '@assay/core/pdp';

/** Distinct values in the order of their first use; `add` answers with the index of an equal one. */
export interface Pool<T> {
  readonly items: readonly T[];
  readonly add: (value: T) => number;
}

/** The pools one table is built in. */
export interface Pools {
  readonly strings: Pool<string>;
  readonly lists: Pool<readonly number[]>;
  readonly slots: Pool<Slot>;
  readonly exprs: Pool<Ir>;
}

/** Empty pools. */
export function createPools(): Pools {
  return {
    strings: createPool((text) => text),
    lists: createPool((list) => JSON.stringify(list)),
    slots: createPool(({ root, path, type }) => JSON.stringify([root, type, ...path])),
    exprs: createPool((ir) => JSON.stringify(ir)),
  };
}

/** The index of a list of strings. */
export function listOf(values: readonly string[], { lists, strings }: Pools): number {
  return lists.add(values.map(strings.add));
}

function createPool<T>(keyOf: (value: T) => string): Pool<T> {
  const items: T[] = [];
  const indexes = new Map<string, number>();
  const add = (value: T): number => {
    const key = keyOf(value);
    const known = indexes.get(key);
    if (known !== undefined) return known;
    indexes.set(key, items.length);
    return items.push(value) - 1;
  };
  return { items, add };
}
