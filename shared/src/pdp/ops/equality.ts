// SPDX-License-Identifier: Apache-2.0
import type { Condition } from '../eval/frame.ts';
import type { Builder, Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import type { Ir } from '../table.ts';
import { equal } from '../values/equal.ts';

/** An attribute against a literal has closures of its own: that is what most conditions come down to. */
function compared(operands: readonly Ir[], build: Builder, whenEqual: Tri, otherwise: Tri): Condition {
  const truth = (x: unknown, y: unknown): Tri => {
    if (x === EVAL_ERROR || y === EVAL_ERROR) return ERROR;
    try {
      return equal(x, y) ? whenEqual : otherwise;
    } catch {
      return ERROR; // nested too deep
    }
  };
  const [a, b] = build.literal(operands[0]!) === undefined ? operands : [operands[1], operands[0]];
  const { place, read } = build.operand(a!);
  const literal = build.literal(b!);
  if (typeof literal === 'number') {
    return (frame) => {
      const value = frame.slots[place] ?? read(frame);
      return value === literal ? whenEqual : typeof value === 'number' ? otherwise : truth(value, literal);
    };
  }
  if (literal !== undefined && !Array.isArray(literal)) {
    // a text, a truth and null equal nothing of another kind
    return (frame) => {
      const value = frame.slots[place] ?? read(frame);
      return value === literal ? whenEqual : value === EVAL_ERROR ? ERROR : otherwise;
    };
  }
  const right = build.operand(b!);
  return (frame) => truth(frame.slots[place] ?? read(frame), frame.slots[right.place] ?? right.read(frame));
}

export const EQUALITY_OPS: readonly (readonly [string, Op])[] = [
  ['eq', { operands: 2, condition: (operands, build) => compared(operands, build, YES, NO) }],
  ['ne', { operands: 2, condition: (operands, build) => compared(operands, build, NO, YES) }],
];
