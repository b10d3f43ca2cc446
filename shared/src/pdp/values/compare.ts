// SPDX-License-Identifier: Apache-2.0
import { amountOf } from './numbers.ts';
import { Duration, Timestamp } from './special.ts';
import { compareText } from './text.ts';

/**
 * The order of two values, below, at or above zero: numbers of all types (one of them a double: as doubles, however much that rounds), texts by code
 * points, truths, bytes, timestamps, durations. Undefined for any others, and for NaN, which is in no order.
 */
export function compare(a: unknown, b: unknown): number | undefined {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : undefined;
  if (typeof a === 'boolean') return typeof b === 'boolean' ? Number(a) - Number(b) : undefined;
  if (a instanceof Uint8Array) return b instanceof Uint8Array ? compareBytes(a, b) : undefined;
  if ((a instanceof Timestamp && b instanceof Timestamp) || (a instanceof Duration && b instanceof Duration))
    return ordered(a.nanos, b.nanos);
  const x = amountOf(a);
  const y = amountOf(b);
  if (x === undefined || y === undefined) return undefined;
  return typeof x === typeof y ? ordered(x, y) : ordered(Number(x), Number(y));
}

const ordered = (x: number | bigint, y: number | bigint): number | undefined =>
  x < y ? -1 : x > y ? 1 : x === y ? 0 : undefined;

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!; // sound: within both
  return a.length - b.length;
}
