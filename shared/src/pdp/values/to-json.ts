// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../model/json.ts';
import { isMembers } from './kinds.ts';

/** No input and no expression is as deep. */
const MAX_DEPTH = 256;

/** The value as JSON: for a claim, an obligation, a record. Undefined where JSON has none for it or for a part of it: an int beyond 2^53-1, NaN, bytes, a timestamp. */
export function toJson(value: unknown, depth = 0): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // -0 is written as 0
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
  const isList = Array.isArray(value);
  if (depth > MAX_DEPTH || !(isList || isMembers(value))) return undefined;
  const parts = Object.entries(value).map(([name, part]) => [name, toJson(part, depth + 1)] as const);
  if (parts.some(([, part]) => part === undefined)) return undefined;
  return (isList ? parts.map(([, part]) => part) : Object.fromEntries(parts)) as Json; // sound: no part is undefined
}
