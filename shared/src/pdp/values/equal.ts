// SPDX-License-Identifier: Apache-2.0
import { compare } from './compare.ts';
import { isMapValue } from './kinds.ts';
import { countOf, keysOf, valueAt } from './maps.ts';
import { Opaque, Optional, TypeValue } from './special.ts';

/** No input and no expression is as deep; beyond, nothing is said of the values. */
const MAX_DEPTH = 256;

/**
 * CEL equality: numbers of all types by what they amount to (NaN equals nothing), lists and maps member by member, values of different kinds never.
 * Throws RangeError for values nested deeper than any input is.
 */
export function equal(a: unknown, b: unknown, depth = 0): boolean {
  if (typeof a === 'string' || typeof a === 'boolean' || a === null) return a === b;
  if (depth > MAX_DEPTH) throw new RangeError('nested too deep to be compared');
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i], depth + 1));
  if (a instanceof Optional)
    return (
      b instanceof Optional && (a.value === undefined ? b.value === undefined : equal(a.value, b.value, depth + 1))
    );
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Opaque) return b instanceof Opaque && a.type === b.type && a.text === b.text;
  if (isMapValue(a)) {
    return (
      isMapValue(b) &&
      countOf(a) === countOf(b) &&
      keysOf(a).every((key) => equal(valueAt(a, key), valueAt(b, key), depth + 1))
    );
  }
  return compare(a, b) === 0;
}
