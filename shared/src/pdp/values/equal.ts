// SPDX-License-Identifier: Apache-2.0
import { compare } from './compare.ts';
import { isMapValue } from './kinds.ts';
import { keysOf, valueAt } from './maps.ts';
import { Opaque, Optional, TypeValue } from './special.ts';

/** No input and no expression is as deep or holds as much; what expressions make of shared parts may. */
const MAX_DEPTH = 256;
const MAX_PARTS = 1_000_000;

/**
 * CEL equality: numbers of all types by what they amount to (NaN equals nothing), lists and maps member by member, values of different kinds never.
 * Throws RangeError for values too deep or too large to be compared.
 */
export function equal(a: unknown, b: unknown): boolean {
  let parts = 0;
  const same = (x: unknown, y: unknown, depth: number): boolean => {
    if (typeof x === 'string' || x === null || x === undefined) return x === y;
    if (depth > MAX_DEPTH || ++parts > MAX_PARTS) throw new RangeError('too large to be compared');
    const inner = (one: unknown, other: unknown): boolean => same(one, other, depth + 1);
    if (Array.isArray(x)) return Array.isArray(y) && x.length === y.length && x.every((item, i) => inner(item, y[i]));
    if (x instanceof Optional) return y instanceof Optional && inner(x.value, y.value);
    if (x instanceof TypeValue) return y instanceof TypeValue && x.name === y.name;
    if (x instanceof Opaque) return y instanceof Opaque && x.type === y.type && x.text === y.text;
    if (!isMapValue(x)) return compare(x, y) === 0;
    if (!isMapValue(y)) return false;
    const keys = keysOf(x);
    return keys.length === keysOf(y).length && keys.every((key) => inner(valueAt(x, key), valueAt(y, key)));
  };
  return same(a, b, 0);
}
