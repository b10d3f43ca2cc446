// SPDX-License-Identifier: Apache-2.0
import type { Condition } from '../eval/frame.ts';
import type { Op, Operand } from '../eval/op.ts';
import { ERROR, NO, YES } from '../eval/tri.ts';
import { test } from './operands.ts';

/** Order by code points, as CEL has it; JavaScript's own `<` orders by UTF-16 units, which differs above U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** The common case, an attribute against a literal, has closures of its own: they are what most conditions come down to. */
type AgainstLiteral = (left: Operand, literal: number) => Condition;

const AGAINST_LITERAL: Readonly<Record<'lt' | 'le' | 'gt' | 'ge', AgainstLiteral>> = {
  lt:
    ({ place, read }, y) =>
    (frame) => {
      const x = frame.slots[place] ?? read(frame);
      return typeof x === 'number' ? (x < y ? YES : NO) : ERROR;
    },
  le:
    ({ place, read }, y) =>
    (frame) => {
      const x = frame.slots[place] ?? read(frame);
      return typeof x === 'number' ? (x <= y ? YES : NO) : ERROR;
    },
  gt:
    ({ place, read }, y) =>
    (frame) => {
      const x = frame.slots[place] ?? read(frame);
      return typeof x === 'number' ? (x > y ? YES : NO) : ERROR;
    },
  ge:
    ({ place, read }, y) =>
    (frame) => {
      const x = frame.slots[place] ?? read(frame);
      return typeof x === 'number' ? (x >= y ? YES : NO) : ERROR;
    },
};

function numbers(againstLiteral: AgainstLiteral, holds: (a: number, b: number) => boolean): Op {
  return {
    operands: 2,
    condition: ([a, b], build, raw) => {
      const literal = build.literal(b!); // sound: the number of operands was checked
      return typeof literal === 'number'
        ? againstLiteral(build.operand(a!), literal)
        : test('number', holds).condition([a!, b!], build, raw);
    },
  };
}

const texts = (holds: (order: number) => boolean): Op => test('string', (a, b) => holds(compareText(a, b)));

export const ORDER_OPS: readonly (readonly [string, Op])[] = [
  ['lt_num', numbers(AGAINST_LITERAL.lt, (a, b) => a < b)],
  ['le_num', numbers(AGAINST_LITERAL.le, (a, b) => a <= b)],
  ['gt_num', numbers(AGAINST_LITERAL.gt, (a, b) => a > b)],
  ['ge_num', numbers(AGAINST_LITERAL.ge, (a, b) => a >= b)],
  ['lt_str', texts((order) => order < 0)],
  ['le_str', texts((order) => order <= 0)],
  ['gt_str', texts((order) => order > 0)],
  ['ge_str', texts((order) => order >= 0)],
];
