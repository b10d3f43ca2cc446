// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { EVAL_ERROR } from '../eval/tri.ts';

/** An integer operation; a result that is not a safe integer is an overflow, and an error. */
const int = (apply: (a: number, b: number) => number): Op => numeric(apply, Number.isSafeInteger);
/** A floating-point operation (IEEE 754). A result that is not finite is an error, where CEL has infinities and NaN: no JSON holds them, so no token and no record. */
const double = (apply: (a: number, b: number) => number): Op => numeric(apply, Number.isFinite);

function numeric(apply: (a: number, b: number) => number, isResult: (value: number) => boolean): Op {
  return {
    operands: 2,
    value: ([a, b], build) => {
      const left = build.value(a!);
      const right = build.value(b!);
      return (frame) => {
        const x = left(frame);
        const y = right(frame);
        if (typeof x !== 'number' || typeof y !== 'number') return EVAL_ERROR;
        const result = apply(x, y);
        return isResult(result) ? result : EVAL_ERROR;
      };
    },
  };
}

const negation: Op = {
  operands: 1,
  value: ([operand], build) => {
    const value = build.value(operand!);
    return (frame) => {
      const x = value(frame);
      return typeof x === 'number' ? 0 - x : EVAL_ERROR;
    };
  },
};

export const ARITHMETIC_OPS: readonly (readonly [string, Op])[] = [
  ['add_int', int((a, b) => a + b)],
  ['sub_int', int((a, b) => a - b)],
  ['mul_int', int((a, b) => a * b)],
  // division truncates towards zero, and the remainder has the sign of the dividend; by zero both are NaN or infinite here, so errors
  ['div_int', int((a, b) => Math.trunc(a / b))],
  ['mod_int', int((a, b) => a % b)],
  ['neg_int', negation],
  ['add_double', double((a, b) => a + b)],
  ['sub_double', double((a, b) => a - b)],
  ['mul_double', double((a, b) => a * b)],
  ['div_double', double((a, b) => a / b)],
  ['neg_double', negation],
];
