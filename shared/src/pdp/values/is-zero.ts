// SPDX-License-Identifier: Apache-2.0
import { isMapValue } from './kinds.ts';
import { keysOf } from './maps.ts';
import { amountOf } from './numbers.ts';
import { Duration, Timestamp } from './special.ts';

/** Whether a value is the empty one of its type: null, false, zero, 1970, nothing in it. */
export function isZero(value: unknown): boolean {
  if (value instanceof Duration || value instanceof Timestamp) return value.nanos === 0n;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  if (isMapValue(value)) return keysOf(value).length === 0;
  const amount = amountOf(value);
  return amount === undefined ? value === null || value === false || value === '' : Number(amount) === 0;
}
