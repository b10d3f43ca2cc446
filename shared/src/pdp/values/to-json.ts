// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../model/json.ts';
import { isMembers } from './kinds.ts';

/** No input and no expression is as deep, and no token has room for as much. */
const MAX_DEPTH = 256;
const MAX_PARTS = 100_000;
const PART_LENGTH = 16;

/**
 * The value as JSON: for a claim, an obligation, a record. Undefined where JSON has none for it or for a part of it (an int beyond 2^53-1, NaN,
 * bytes, a timestamp), and for what is too large.
 */
export function toJson(value: unknown): Json | undefined {
  let left = MAX_PARTS;
  const json = (part: unknown, depth: number): Json | undefined => {
    left -= typeof part === 'string' ? 1 + part.length / PART_LENGTH : 1;
    if (left < 0 || depth > MAX_DEPTH) return undefined;
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return part;
    // -0 is written as 0
    if (typeof part === 'number') return Number.isFinite(part) ? part + 0 : undefined;
    if (typeof part === 'bigint') return Number.isSafeInteger(Number(part)) ? Number(part) : undefined;
    const isList = Array.isArray(part);
    if (!isList && !isMembers(part)) return undefined;
    const inner: [string, Json][] = [];
    for (const [name, member] of Object.entries(part)) {
      const written = json(member, depth + 1);
      if (written === undefined) return undefined;
      inner.push([name, written]);
    }
    return isList ? inner.map(([, item]) => item) : Object.fromEntries(inner);
  };
  return json(value, 0);
}
