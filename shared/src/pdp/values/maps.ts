// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import { isMapValue, isMembers } from './kinds.ts';
import { amountOf, canonical } from './numbers.ts';
import { KeyedMap, NONE, Optional } from './special.ts';

type Key = string | number | bigint | boolean;
export type MapValue = KeyedMap | Readonly<Record<string, unknown>>;

/** What a key or an index is looked up by: one number is one key, whatever its type. Undefined for what can be no key. */
export function keyOf(key: unknown): Key | undefined {
  if (typeof key === 'string' || typeof key === 'boolean') return key;
  const amount = amountOf(key);
  if (typeof amount === 'bigint') return canonical(amount);
  return amount !== undefined && Math.abs(amount) >= 2 ** 53 && Number.isFinite(amount) ? BigInt(amount) : amount;
}

/**
 * What a list has at an index, or a map at a key; undefined where it has nothing there, or is neither. Own members only. What an optional one has
 * is optional.
 */
export function valueAt(container: unknown, key: unknown): unknown {
  if (container instanceof Optional) return optionalAt(container, key);
  const place = keyOf(key);
  if (Array.isArray(container)) return typeof place === 'number' ? container[place] : undefined;
  if (container instanceof KeyedMap) return place === undefined ? undefined : container.entries.get(place)?.[1];
  return typeof place === 'string' && isMembers(container) ? own(container, place) : undefined;
}

/** The same as an optional, for all that may have such parts; undefined for anything else. */
export function optionalAt(container: unknown, key: unknown): Optional | undefined {
  if (container instanceof Optional) return container.value === undefined ? NONE : optionalAt(container.value, key);
  const place = keyOf(key);
  const mayBe = Array.isArray(container) ? typeof place === 'number' : place !== undefined && isMapValue(container);
  return mayBe ? optionalOf(valueAt(container, key)) : undefined;
}

/** The optional of a value that may not be there. */
export const optionalOf = (value: unknown): Optional => (value === undefined ? NONE : new Optional(value));

/** The keys of a map, as they were written. */
export const keysOf = (map: MapValue): readonly unknown[] =>
  map instanceof KeyedMap ? Array.from(map.entries.values(), ([key]) => key) : Object.keys(map);

/** A map of these entries; undefined where a key stands there twice, or cannot be one. `isDouble` says of a number that it is no int. */
export function mapOf(
  entries: Iterable<readonly [key: unknown, value: unknown]>,
  isDouble = false,
): MapValue | undefined {
  const found = new Map<Key, readonly [key: unknown, value: unknown]>();
  // with no prototype, a key named `__proto__` becomes a member like any other
  const members: Record<string, unknown> = Object.create(null);
  let isKeyed = false;
  for (const entry of entries) {
    const key = keyOf(entry[0]);
    if (key === undefined || found.has(key) || (typeof entry[0] === 'number' && (isDouble || !Number.isInteger(key))))
      return undefined;
    found.set(key, entry);
    if (typeof key === 'string') members[key] = entry[1];
    else isKeyed = true;
  }
  return isKeyed ? new KeyedMap(found) : members;
}
