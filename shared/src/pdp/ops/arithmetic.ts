// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { toInt, toUint, type Int } from '../values/numbers.ts';
import type { Uint } from '../values/special.ts';

type Work<T> = (a: T, b: T) => T;

const WORK: Readonly<Record<string, Work<number>>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  // truncates towards zero for integers; the remainder has the sign of the dividend
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};

/** The same operator of integers of any size. It throws where the divisor is zero. */
const exact = (work: Work<number>): Work<bigint> => work as unknown as Work<bigint>; // sound: the operators of JavaScript are those of both

/**
 * An operation on ints. As long as numbers hold operands and result, they do: what is no safe integer is computed again in 64 bits, which also
 * tells an overflow and a division by zero. The quotient of two safe integers never rounds up to the next integer.
 */
const int =
  (work: Work<number>) =>
  (a: Int, b: Int): Int | undefined => {
    const result = typeof a === 'number' && typeof b === 'number' ? Math.trunc(work(a, b)) : NaN;
    // an int has no -0, which `-3 % 3` is
    return Number.isSafeInteger(result) ? result + 0 : toInt(exact(work)(BigInt(a), BigInt(b)));
  };

const families = Object.entries(WORK).flatMap(
  ([name, work]) =>
    [
      [`${name}_int`, ['ii', int(work)]],
      [`${name}_uint`, ['uu', (a: Uint, b: Uint) => toUint(exact(work)(a.value, b.value))]],
      [`${name}_double`, ['dd', work]],
    ] as const,
);

/** Arithmetic within a type (cel-spec, "Arithmetic"): ints and uints of 64 bits, where overflow is an error; doubles as IEEE 754 has them. */
export const ARITHMETIC_OPS: readonly (readonly [string, Op])[] = pureOps({
  ...Object.fromEntries(families),
  neg_int: ['i', (value: Int) => int((a, b) => a - b)(0, value)],
  neg_double: ['d', (value: number) => -value],
});
