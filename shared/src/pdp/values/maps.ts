// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import { isMembers } from './kinds.ts';
import { amountOf, canonical } from './numbers.ts';
import { KeyedMap } from './special.ts';

type Key = string | number | bigint | boolean;
export type MapValue = KeyedMap | Readonly<Record<string, unknown>>;

/** What a key is looked up by: one number is one key, whatever its type. Undefined for what can be no key. */
export function keyOf(key: unknown): Key | undefined {
  if (typeof key === 'string' || typeof key === 'boolean') return key;
  const amount = amountOf(key);
  if (typeof amount === 'bigint') return canonical(amount);
  return amount !== undefined && Number.isInteger(amount) && !Number.isSafeInteger(amount) ? BigInt(amount) : amount;
}

/** The value a map has for a key, undefined where it has none or `map` is no map. Own members only. */
export function valueAt(map: unknown, key: unknown): unknown {
  if (map instanceof KeyedMap) {
    const found = keyOf(key);
    return found === undefined ? undefined : map.entries.get(found)?.[1];
  }
  return typeof key === 'string' && isMembers(map) ? own(map, key) : undefined;
}

/** The keys of a map, as they were written. */
export const keysOf = (map: MapValue): readonly unknown[] =>
  map instanceof KeyedMap ? Array.from(map.entries.values(), ([key]) => key) : Object.keys(map);

export const countOf = (map: MapValue): number =>
  map instanceof KeyedMap ? map.entries.size : Object.keys(map).length;

/** A map of these entries; undefined where a key stands there twice, or cannot be one. `isDouble` says of a number that it is no int. */
export function mapOf(
  entries: readonly (readonly [key: unknown, value: unknown])[],
  isDouble = false,
): MapValue | undefined {
  const found = new Map<Key, readonly [key: unknown, value: unknown]>();
  for (const entry of entries) {
    const key = typeof entry[0] === 'number' && isDouble ? undefined : keyOf(entry[0]);
    if (key === undefined || found.has(key) || (typeof key === 'number' && !Number.isInteger(key))) return undefined;
    found.set(key, entry);
  }
  if (!entries.every(([key]) => typeof key === 'string')) return new KeyedMap(found);
  // with no prototype, a key named `__proto__` becomes a member like any other
  const map: Record<string, unknown> = Object.create(null);
  for (const [key, value] of entries) map[key as string] = value; // sound: as said above
  return map;
}
