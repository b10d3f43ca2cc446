// SPDX-License-Identifier: Apache-2.0
import { extentOf, MAX_STEPS, spend, type Meter } from '../eval/work.ts';
import { compare } from './compare.ts';
import { isMapValue } from './kinds.ts';
import { keysOf, valueAt } from './maps.ts';
import { Opaque, Optional, TypeValue } from './special.ts';

/** No input and no expression is as deep; what expressions make of shared parts may be. */
const MAX_DEPTH = 256;

/**
 * CEL equality: numbers of all types by what they amount to (NaN equals nothing), lists and maps member by member, values of different kinds never.
 * Every part is charged. Throws RangeError for values too deep or too large to be compared.
 */
export function equal(a: unknown, b: unknown, meter: Meter = { steps: MAX_STEPS }): boolean {
  const same = (x: unknown, y: unknown, depth: number): boolean => {
    if (depth > MAX_DEPTH) throw new RangeError('too deep to be compared');
    // texts are compared by the machine word
    spend(meter, 2 + (typeof x === 'string' ? x.length >> 10 : extentOf(x)));
    if (typeof x === 'string' || x === null || x === undefined) return x === y;
    const inner = (one: unknown, other: unknown): boolean => same(one, other, depth + 1);
    if (Array.isArray(x)) return Array.isArray(y) && x.length === y.length && x.every((item, i) => inner(item, y[i]));
    if (x instanceof Optional) return y instanceof Optional && inner(x.value, y.value);
    if (x instanceof TypeValue) return y instanceof TypeValue && x.name === y.name;
    if (x instanceof Opaque) return y instanceof Opaque && x.type === y.type && x.text === y.text;
    if (!isMapValue(x)) return compare(x, y) === 0;
    if (!isMapValue(y)) return false;
    const keys = keysOf(x);
    return keys.length === keysOf(y).length && keys.every((key) => inner(present(valueAt(x, key)), valueAt(y, key)));
  };
  return same(a, b, 0);
}

/** What an input has under a name that is too long for a key cannot be found there. */
function present(value: unknown): unknown {
  if (value === undefined) throw new RangeError('too long a name');
  return value;
}
