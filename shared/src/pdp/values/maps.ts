// SPDX-License-Identifier: Apache-2.0
import { own } from '../../model/json.ts';
import { spend, type Meter } from '../eval/work.ts';
import { isMapValue, isMembers } from './kinds.ts';
import { amountOf, canonical } from './numbers.ts';
import { KeyedMap, NONE, Optional } from './special.ts';

type Key = string | number | bigint | boolean;
export type MapValue = KeyedMap | Readonly<Record<string, unknown>>;

/** A longer text is no key. (Those of more than 16,383 units have only their length for a hash in V8: so many of them are looked for one after the other.) */
const MAX_KEY = 4_096;

/** What a key or an index is looked up by: one number is one key, whatever its type. Undefined for what can be no key. */
export function keyOf(key: unknown): Key | undefined {
  if (typeof key === 'string') return key.length > MAX_KEY ? undefined : key;
  if (typeof key === 'boolean') return key;
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
  const mayBe = Array.isArray(container)
    ? typeof place === 'number' || typeof place === 'bigint'
    : place !== undefined && isMapValue(container);
  return mayBe ? optionalOf(valueAt(container, key)) : undefined;
}

/** The optional of a value that may not be there. */
export const optionalOf = (value: unknown): Optional => (value === undefined ? NONE : new Optional(value));

/** The keys of a map, as they were written. */
export const keysOf = (map: MapValue): readonly unknown[] =>
  map instanceof KeyedMap ? Array.from(map.entries.values(), ([key]) => key) : Object.keys(map);

type Entry = readonly [key: unknown, value: unknown];

export const entriesOf = (map: MapValue): readonly Entry[] => keysOf(map).map((key) => [key, valueAt(map, key)]);

/** A map of these entries; undefined where a key stands there twice, or cannot be one. `isDouble` says of a number that it is no int. */
export function mapOf(entries: Iterable<Entry>, isDouble = false): MapValue | undefined {
  // with no prototype, a key named `__proto__` becomes a member like any other
  let map: MapValue | undefined = Object.create(null) as MapValue;
  for (const [key, value] of entries)
    map = map && !(isDouble && typeof key === 'number') ? withEntry(map, key, value) : undefined;
  return map;
}

/** Maps that only what builds them up has seen so far. */
const growing = new WeakSet<MapValue>();

/**
 * The map with more entries; undefined as for `mapOf`. A map that is built up is copied once, by the first addition: what came out of another must
 * not be used again. (Macros build maps entry by entry: to copy 10,000 of them each time was seen to take 20 s.)
 */
export function mapWith(map: MapValue, entries: readonly Entry[], meter: Meter): MapValue | undefined {
  const known = growing.has(map) ? [] : entriesOf(map);
  spend(meter, 2 * (known.length + entries.length));
  let grown = growing.has(map) ? map : mapOf(known);
  for (const [key, value] of entries) grown &&= withEntry(grown, key, value);
  if (grown) growing.add(grown);
  return grown;
}

/** Puts the entry into the map, or into its copy where the map has to become one whose keys are not all strings. */
function withEntry(map: MapValue, key: unknown, value: unknown): MapValue | undefined {
  const place = keyOf(key);
  if (place === undefined || (typeof place === 'number' && !Number.isInteger(place))) return undefined;
  if (valueAt(map, key) !== undefined) return undefined;
  if (typeof place === 'string' && !(map instanceof KeyedMap)) {
    (map as Record<string, unknown>)[place] = value; // sound: nobody else has seen it
    return map;
  }
  const keyed =
    map instanceof KeyedMap ? map : new KeyedMap(new Map(entriesOf(map).map((entry) => [entry[0] as string, entry]))); // sound: keys of members
  (keyed.entries as Map<Key, Entry>).set(place, [key, value]); // sound: as above
  return keyed;
}
