// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import { apply, compute } from './operands.ts';

/** An integer operation; a result that is not a safe integer is an overflow, and an error. */
const int = (work: (a: number, b: number) => number): Op => numeric(work, Number.isSafeInteger);

/** A floating-point operation (IEEE 754); what is not finite is an error: no JSON holds it, so no token and no record could. */
const double = (work: (a: number, b: number) => number): Op => numeric(work, Number.isFinite);

function numeric(work: (a: number, b: number) => number, isResult: (value: number) => boolean): Op {
  return compute('number', (a, b) => {
    const result = work(a, b);
    return isResult(result) ? result : undefined;
  });
}

const negation = apply(1, ([x]) => (typeof x === 'number' ? 0 - x : undefined));

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
