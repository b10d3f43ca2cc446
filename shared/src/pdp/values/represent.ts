// SPDX-License-Identifier: Apache-2.0
import { spend, type Meter } from '../eval/work.ts';
import { isMembers, KINDS } from './kinds.ts';
import { KeyedMap, NONE, Optional } from './special.ts';

type Change = (value: unknown, meter: Meter) => unknown;

/** What an int becomes in a place of type dyn, where a number is a double. */
const toWide: Change = (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value);

/** The int a value of type dyn is; a double is none. */
const toTyped: Change = (value) => {
  if (typeof value !== 'bigint') throw new TypeError('not an int');
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** The change of a value whose ints are where `code` says (see the compiler's `representation`). It throws for a value of another shape; every part is charged: one may stand in another many times over. */
export function widening(code: string): Change {
  return whole(code, toWide);
}

/** As `widening`, from dyn to typed. */
export function narrowing(code: string): Change {
  return whole(code, toTyped);
}

/** The change of all of the code. Throws for what is no code. */
function whole(code: string, int: Change): Change {
  const [change, rest] = parse(code, int);
  return rest === '' ? change : notCode(rest);
}

function notCode(code: string): never {
  throw new TypeError(`no code: ${code}`);
}

/** The change the code begins with, and the rest of the code. */
function parse(code: string, int: Change): readonly [Change, string] {
  const rest = code.slice(1);
  switch (code[0]) {
    case 'i':
      return [int, rest];
    case 'l': {
      const [change, after] = parse(rest, int);
      return [(value, meter) => list(value, meter).map((item) => change(item, meter)), after];
    }
    case 'o': {
      const [change, after] = parse(rest, int);
      return [(value, meter) => optional(value, change, meter), after];
    }
    case 'm': {
      const [key, afterKey] = parse(rest, int);
      const [change, after] = parse(afterKey, int);
      return [(value, meter) => map(value, key, change, meter), after];
    }
    default:
      return Object.hasOwn(KINDS, code[0] ?? '') ? [(value) => value, rest] : notCode(code);
  }
}

function list(value: unknown, meter: Meter): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  spend(meter, 8 + 2 * value.length);
  return value;
}

function optional(value: unknown, change: Change, meter: Meter): Optional {
  if (!(value instanceof Optional)) throw new TypeError('not optional');
  return value.value === undefined ? NONE : new Optional(change(value.value, meter));
}

function map(value: unknown, key: Change, change: Change, meter: Meter): unknown {
  if (value instanceof KeyedMap) {
    spend(meter, 8 + 4 * value.entries.size);
    return new KeyedMap(new Map([...value.entries].map(([name, [k, v]]) => [name, [key(k, meter), change(v, meter)]])));
  }
  if (!isMembers(value)) throw new TypeError('not a map');
  const changed: Record<string, unknown> = Object.create(null);
  const members = Object.entries(value);
  spend(meter, 8 + 4 * members.length);
  for (const [name, member] of members) changed[name] = change(member, meter);
  return changed;
}
