// SPDX-License-Identifier: Apache-2.0
import { amountOf } from './numbers.ts';
import { bySequence } from './sequence.ts';
import { Duration, Timestamp } from './special.ts';
import { compareText } from './text.ts';

const compareBytes = bySequence((bytes: Uint8Array, i) => bytes[i]!); // sound: asked for within its length

/**
 * The order of two values, below, at or above zero: numbers of all types (where their types differ: as doubles, however much that rounds), texts
 * by code points, truths, bytes, timestamps, durations. Undefined for any others, and for NaN, which is in no order.
 */
export function compare(a: unknown, b: unknown): number | undefined {
  const x = amountOf(a);
  const y = amountOf(b);
  if (x !== undefined && y !== undefined) return typeof x === typeof y ? ordered(x, y) : ordered(Number(x), Number(y));
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  for (const type of [Timestamp, Duration])
    if (a instanceof type && b instanceof type) return ordered(a.nanos, b.nanos);
  return undefined;
}

const ordered = (x: number | bigint, y: number | bigint): number | undefined =>
  x < y ? -1 : x > y ? 1 : x === y ? 0 : undefined;
