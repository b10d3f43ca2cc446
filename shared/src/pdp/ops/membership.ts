// SPDX-License-Identifier: Apache-2.0
import type { Condition } from '../eval/frame.ts';
import type { ConditionOp, Op, Operand, PureOp } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { equal } from '../values/equal.ts';
import { isMapValue } from '../values/kinds.ts';
import { keyOf, valueAt } from '../values/maps.ts';

/** Longer literal lists are looked up in a set; shorter ones are faster to walk. */
const SET_FROM = 8;

/** Whether a value is in a list, or a key in a map; an error where it cannot be told. */
function membership(item: unknown, container: unknown): Tri {
  if (item === EVAL_ERROR) return ERROR;
  if (isMapValue(container))
    return keyOf(item) === undefined ? ERROR : valueAt(container, item) === undefined ? NO : YES;
  if (!Array.isArray(container)) return ERROR;
  if (typeof item === 'string') return container.includes(item) ? YES : NO;
  try {
    return container.some((other) => equal(item, other)) ? YES : NO;
  } catch {
    return ERROR; // nested too deep
  }
}

/** `iga.country in ["CH", "DE"]`. A text or a number that is not among the literals equals none of them. */
function inLiteralList({ place, read }: Operand, literal: readonly unknown[]): Condition {
  const miss = (value: unknown): Tri =>
    typeof value === 'string' || typeof value === 'number' ? NO : membership(value, literal);
  if (literal.length < SET_FROM) {
    return (frame) => {
      const value = frame.slots[place] ?? read(frame);
      return literal.includes(value) ? YES : miss(value);
    };
  }
  const members = new Set(literal);
  return (frame) => {
    const value = frame.slots[place] ?? read(frame);
    return members.has(value) ? YES : miss(value);
  };
}

/** `"editor" in iga.roles` */
function literalIn(literal: string | number, { place, read }: Operand): Condition {
  const isText = typeof literal === 'string';
  return (frame) => {
    const items = frame.slots[place] ?? read(frame);
    if (!Array.isArray(items)) return membership(literal, items);
    return items.includes(literal) ? YES : isText ? NO : membership(literal, items);
  };
}

/** An operator for one kind of right side, which is looked at again at run time; of values already computed it is a function. */
const membershipIn = (kind: 'l' | 'm'): ConditionOp & PureOp => ({
  operands: 2,
  condition: ([item, container], build) => {
    const literals = build.literal(container!); // sound: the number of operands was checked
    const literal = build.literal(item!);
    const left = build.operand(item!);
    if (Array.isArray(literals)) return inLiteralList(left, literals);
    const right = build.operand(container!);
    if (typeof literal === 'string' || typeof literal === 'number') return literalIn(literal, right);
    return (frame) =>
      membership(frame.slots[left.place] ?? left.read(frame), frame.slots[right.place] ?? right.read(frame));
  },
  takes: `*${kind}`,
  pure: (item, container) => {
    const truth = membership(item, container);
    return truth === ERROR ? undefined : truth === YES;
  },
});

export const MEMBERSHIP_OPS: readonly (readonly [string, Op])[] = [
  ['in_list', membershipIn('l')],
  ['in_map', membershipIn('m')],
];
