// SPDX-License-Identifier: Apache-2.0
import { isMapValue } from './kinds.ts';
import { itemAt } from './lists.ts';
import { countOf, keyOf, valueAt } from './maps.ts';
import { amountOf } from './numbers.ts';
import { Duration, NONE, Optional, Timestamp } from './special.ts';

/** The optional of a value that may not be there. */
export const optionalOf = (value: unknown): Optional => (value === undefined ? NONE : new Optional(value));

/** What a list or map has at an index or key, as an optional; of an optional one, too. Undefined for what has no such parts. */
export function optionalAt(container: unknown, key: unknown): Optional | undefined {
  if (container instanceof Optional) return container.value === undefined ? NONE : optionalAt(container.value, key);
  const place = keyOf(key);
  if (Array.isArray(container)) return typeof place === 'number' ? optionalOf(itemAt(container, place)) : undefined;
  return place !== undefined && isMapValue(container) ? optionalOf(valueAt(container, key)) : undefined;
}

/** Whether a value is the empty one of its type: null, false, zero, 1970, nothing in it. */
export function isZero(value: unknown): boolean {
  if (value instanceof Duration || value instanceof Timestamp) return value.nanos === 0n;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (isMapValue(value)) return countOf(value) === 0;
  const amount = amountOf(value);
  return amount === undefined ? value === null || value === false || value === '' : Number(amount) === 0;
}
