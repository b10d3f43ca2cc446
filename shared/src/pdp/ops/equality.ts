// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../../model/json.ts';
import type { Condition } from '../eval/frame.ts';
import type { Builder, Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES, type Tri } from '../eval/tri.ts';
import type { Ir } from '../table.ts';

/** CEL equality of two JSON values: values of different kinds are unequal, lists and maps compare member by member. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && equal(a[name], b[name]))
  );
}

function compared(operands: readonly Ir[], build: Builder, whenEqual: Tri, otherwise: Tri): Condition {
  const [a, b] = build.literal(operands[0]!) === undefined ? operands : [operands[1], operands[0]];
  const { place, read } = build.operand(a!);
  const literal = build.literal(b!);
  if (literal !== undefined && !Array.isArray(literal)) {
    return (frame) => {
      const value = frame.slots[place] ?? read(frame);
      return value === literal ? whenEqual : value === EVAL_ERROR ? ERROR : otherwise;
    };
  }
  const right = build.operand(b!);
  return (frame) => {
    const x = frame.slots[place] ?? read(frame);
    const y = frame.slots[right.place] ?? right.read(frame);
    return x === EVAL_ERROR || y === EVAL_ERROR ? ERROR : equal(x, y) ? whenEqual : otherwise;
  };
}

export const EQUALITY_OPS: readonly (readonly [string, Op])[] = [
  ['eq', { operands: 2, condition: (operands, build) => compared(operands, build, YES, NO) }],
  ['ne', { operands: 2, condition: (operands, build) => compared(operands, build, NO, YES) }],
];
