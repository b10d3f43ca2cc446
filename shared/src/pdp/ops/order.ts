// SPDX-License-Identifier: Apache-2.0
import type { Condition } from '../eval/frame.ts';
import type { Op, Operand } from '../eval/op.ts';
import { ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import { compare } from '../values/compare.ts';

/**
 * The common case, an attribute against a literal, has closures of its own: they are what most conditions come down to. What is no number,
 * and NaN, is left to `rest`.
 */
type AgainstLiteral = (left: Operand, literal: number, rest: (value: unknown) => Tri) => Condition;

const lt: AgainstLiteral =
  ({ place, read }, y, rest) =>
  (frame) => {
    const x = frame.slots[place] ?? read(frame);
    return typeof x === 'number' ? (x < y ? YES : x >= y ? NO : ERROR) : rest(x);
  };
const le: AgainstLiteral =
  ({ place, read }, y, rest) =>
  (frame) => {
    const x = frame.slots[place] ?? read(frame);
    return typeof x === 'number' ? (x <= y ? YES : x > y ? NO : ERROR) : rest(x);
  };
const gt: AgainstLiteral =
  ({ place, read }, y, rest) =>
  (frame) => {
    const x = frame.slots[place] ?? read(frame);
    return typeof x === 'number' ? (x > y ? YES : x <= y ? NO : ERROR) : rest(x);
  };
const ge: AgainstLiteral =
  ({ place, read }, y, rest) =>
  (frame) => {
    const x = frame.slots[place] ?? read(frame);
    return typeof x === 'number' ? (x >= y ? YES : x < y ? NO : ERROR) : rest(x);
  };

/** A relation of two values that have an order; of any others, which an error is one of, it is an error. */
function relation(againstLiteral: AgainstLiteral, holds: (order: number) => boolean): Op {
  const truth = (x: unknown, y: unknown): Tri => {
    const order = compare(x, y);
    return order === undefined ? ERROR : holds(order) ? YES : NO;
  };
  return {
    operands: 2,
    condition: ([a, b], build) => {
      const left = build.operand(a!); // sound: the number of operands was checked
      const literal = build.literal(b!);
      if (typeof literal === 'number') return againstLiteral(left, literal, (value) => truth(value, literal));
      const right = build.operand(b!);
      return (frame) =>
        truth(frame.slots[left.place] ?? left.read(frame), frame.slots[right.place] ?? right.read(frame));
    },
  };
}

export const ORDER_OPS: readonly (readonly [string, Op])[] = [
  ['lt', relation(lt, (order) => order < 0)],
  ['le', relation(le, (order) => order <= 0)],
  ['gt', relation(gt, (order) => order > 0)],
  ['ge', relation(ge, (order) => order >= 0)],
];
