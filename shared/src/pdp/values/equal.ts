// SPDX-License-Identifier: Apache-2.0
import { compare } from './compare.ts';
import { isMapValue } from './kinds.ts';
import { keysOf, valueAt } from './maps.ts';
import { Opaque, Optional, TypeValue } from './special.ts';

/** No input and no expression is as deep; beyond, nothing is said of the values. */
const MAX_DEPTH = 256;

/**
 * CEL equality: numbers of all types by what they amount to (NaN equals nothing), lists and maps member by member, values of different kinds never.
 * Throws RangeError for values nested deeper than any input is.
 */
export function equal(a: unknown, b: unknown, depth = 0): boolean {
  if (typeof a === 'string' || a === null || a === undefined) return a === b;
  if (depth > MAX_DEPTH) throw new RangeError('nested too deep');
  const same = (x: unknown, y: unknown): boolean => equal(x, y, depth + 1);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (a instanceof Optional) return b instanceof Optional && same(a.value, b.value);
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Opaque) return b instanceof Opaque && a.type === b.type && a.text === b.text;
  if (!isMapValue(a)) return compare(a, b) === 0;
  if (!isMapValue(b)) return false;
  const keys = keysOf(a);
  return keys.length === keysOf(b).length && keys.every((key) => same(valueAt(a, key), valueAt(b, key)));
}
