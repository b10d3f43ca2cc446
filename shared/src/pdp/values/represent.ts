// SPDX-License-Identifier: Apache-2.0
import { isMembers, KINDS } from './kinds.ts';
import { KeyedMap, NONE, Optional } from './special.ts';

type Change = (value: unknown) => unknown;

/** What an int becomes in a place of type dyn, where a number is a double. */
const toWide: Change = (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value);

/** The int a value of type dyn is; a double is none. */
const toTyped: Change = (value) => {
  if (typeof value !== 'bigint') throw new TypeError('not an int');
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** The change of a value whose ints are where `code` says (see the compiler's `representation`). It throws for a value of another shape. */
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
      return [(value) => list(value).map(change), after];
    }
    case 'o': {
      const [change, after] = parse(rest, int);
      return [(value) => optional(value, change), after];
    }
    case 'm': {
      const [key, afterKey] = parse(rest, int);
      const [change, after] = parse(afterKey, int);
      return [(value) => map(value, key, change), after];
    }
    default:
      return Object.hasOwn(KINDS, code[0] ?? '') ? [(value) => value, rest] : notCode(code);
  }
}

function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError('not a list');
}

function optional(value: unknown, change: Change): Optional {
  if (!(value instanceof Optional)) throw new TypeError('not optional');
  return value.value === undefined ? NONE : new Optional(change(value.value));
}

function map(value: unknown, key: Change, change: Change): unknown {
  if (value instanceof KeyedMap)
    return new KeyedMap(new Map([...value.entries].map(([name, [k, v]]) => [name, [key(k), change(v)]])));
  if (!isMembers(value)) throw new TypeError('not a map');
  const changed: Record<string, unknown> = Object.create(null);
  for (const [name, member] of Object.entries(value)) changed[name] = change(member);
  return changed;
}
