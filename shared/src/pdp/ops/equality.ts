// SPDX-License-Identifier: Apache-2.0
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import type { Op } from '../eval/op.ts';
import type { Meter } from '../eval/work.ts';
import { equal } from '../values/equal.ts';

/** Shorter texts are compared in no time. */
const SHORT = 1_024;

/** Whether two values are equal; an error where one of them is, or they are too large to be compared. */
export function equality(x: unknown, y: unknown, meter: Meter): Tri {
  if (x === EVAL_ERROR || y === EVAL_ERROR) return ERROR;
  if (typeof x === 'string' && x.length < SHORT) return x === y ? YES : NO;
  try {
    return equal(x, y, meter) ? YES : NO;
  } catch {
    return ERROR;
  }
}

const compared = (whenEqual: Tri, otherwise: Tri): Op => ({
  operands: 2,
  condition: (operands, build) => {
    const truth = (x: unknown, y: unknown, meter: Meter): Tri => {
      const same = equality(x, y, meter);
      return same === ERROR ? ERROR : same === YES ? whenEqual : otherwise;
    };
    const isLiteralFirst = build.literal(operands[0]!) !== undefined; // sound: the number of operands was checked
    const [a, b] = isLiteralFirst ? [operands[1], operands[0]] : operands;
    const literal = build.literal(b!);
    const { place, read } = build.operand(a!);
    if (literal === undefined || Array.isArray(literal)) {
      const right = build.operand(b!);
      return (frame) => truth(frame.slots[place] ?? read(frame), frame.slots[right.place] ?? right.read(frame), frame);
    }
    // an attribute against a literal has a closure of its own: that is what most conditions come down to
    const type = typeof literal;
    return (frame) => {
      const value = frame.slots[place] ?? read(frame);
      return value === literal ? whenEqual : typeof value === type ? otherwise : truth(value, literal, frame);
    };
  },
});

export const EQUALITY_OPS: readonly (readonly [string, Op])[] = [
  ['eq', compared(YES, NO)],
  ['ne', compared(NO, YES)],
];
