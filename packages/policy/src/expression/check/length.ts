// SPDX-License-Identifier: Apache-2.0
import { EVENT_BOUNDS } from '@assay/core/model';
import { MAX_ITEMS } from '@assay/core/pdp';
import { constantOf, type Node, type Typed } from '../typed.ts';

/** How many items the lists and maps that macros bind have at most, by their place. */
export type Lengths = ReadonlyMap<number, number>;
export const NO_LENGTHS: Lengths = new Map();

/**
 * How many items a list or map has at most: as written, as its schema says, as what it is made of has; otherwise as many as a list of a request
 * may have, and where an operator makes it, as many as an operator may make.
 */
export function lengthOf(typed: Typed, lengths: Lengths): number {
  return Math.min(MAX_ITEMS, boundOf(typed, lengths));
}

function boundOf(typed: Typed, lengths: Lengths): number {
  switch (typed.kind) {
    case 'list':
      return typed.items.length;
    case 'map':
      return typed.entries.length;
    case 'local':
      return lengths.get(typed.id) ?? declared(typed);
    case 'comprehension':
      return lengthOf(typed.result, withLengths(typed, lengths));
    case 'apply':
      return madeBy(typed, lengths);
    default:
      return declared(typed);
  }
}

const declared = ({ type }: Typed): number =>
  (type.kind === 'list' ? type.maxItems : undefined) ?? EVENT_BOUNDS.listLength;

/** What a macro binds, too: what it adds up has as many items as it goes over, beside those it begins with. */
export function withLengths({ range, init, accumulator }: Node<'comprehension'>, lengths: Lengths): Lengths {
  return new Map([...lengths, [accumulator.id, lengthOf(init, lengths) + lengthOf(range, lengths)]]);
}

const sumOf = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + length, 0);

/** Operators whose result has no more items than an operand, or all of them. */
const MADE: Readonly<Record<string, (lengths: readonly number[]) => number>> = {
  if: ([, yes = 0, no = 0]) => Math.max(yes, no),
  concat_list: sumOf,
  map_merge: sumOf,
  ...Object.fromEntries(
    ['slice', 'distinct', 'sort', 'reverse_list', 'opt_unwrap', 'dyn', 'map_insert', 'opt_of', 'opt_value'].map(
      (op) => [op, ([first = 0]: readonly number[]) => first + Number(op === 'map_insert')],
    ),
  ),
};

/** Operators that only find what is in something else. */
const FINDS = /^(?:index|opt)_/;

function madeBy(typed: Typed & Node<'apply'>, lengths: Lengths): number {
  const { op, args } = typed;
  const count = constantOf(args.at(-1));
  if (op === 'range' || (op === 'split' && args.length === 3)) {
    if (typeof count === 'number' && count >= 0) return count;
  }
  const made = Object.hasOwn(MADE, op) ? MADE[op] : undefined;
  if (made) return made(args.map((arg) => lengthOf(arg, lengths)));
  return FINDS.test(op) ? declared(typed) : MAX_ITEMS;
}
