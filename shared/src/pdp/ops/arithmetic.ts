// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { toInt, toUint, type Int } from '../values/numbers.ts';
import type { Uint } from '../values/special.ts';

type Exact = (a: bigint, b: bigint) => bigint | undefined;

/**
 * An operation on ints. As long as numbers hold operands and result, they do: a result that is no safe integer is computed again in 64 bits,
 * which also tells an overflow and a division by zero.
 */
const int =
  (quick: (a: number, b: number) => number, exact: Exact) =>
  (a: Int, b: Int): Int | undefined => {
    const result = typeof a === 'number' && typeof b === 'number' ? quick(a, b) : NaN;
    // an int has no -0, which `-3 % 3` is
    return Number.isSafeInteger(result) ? result + 0 : within(exact(BigInt(a), BigInt(b)), toInt);
  };

const uint =
  (exact: Exact) =>
  (a: Uint, b: Uint): Uint | undefined =>
    within(exact(a.value, b.value), toUint);

const within = <T>(value: bigint | undefined, make: (value: bigint) => T | undefined): T | undefined =>
  value === undefined ? undefined : make(value);

const add: Exact = (a, b) => a + b;
const subtract: Exact = (a, b) => a - b;
const multiply: Exact = (a, b) => a * b;
/** Truncates towards zero; the remainder has the sign of the dividend. */
const divide: Exact = (a, b) => (b === 0n ? undefined : a / b);
const remainder: Exact = (a, b) => (b === 0n ? undefined : a % b);

/** Arithmetic within a type (cel-spec, "Arithmetic"): ints and uints of 64 bits, where overflow is an error; doubles as IEEE 754 has them. */
export const ARITHMETIC_OPS: readonly (readonly [string, Op])[] = pureOps({
  add_int: ['ii', int((a, b) => a + b, add)],
  sub_int: ['ii', int((a, b) => a - b, subtract)],
  mul_int: ['ii', int((a, b) => a * b, multiply)],
  // the quotient of two safe integers never rounds up to the next integer
  div_int: ['ii', int((a, b) => Math.trunc(a / b), divide)],
  mod_int: ['ii', int((a, b) => a % b, remainder)],
  neg_int: ['i', (a: Int) => int((x, y) => x - y, subtract)(0, a)],
  add_uint: ['uu', uint(add)],
  sub_uint: ['uu', uint(subtract)],
  mul_uint: ['uu', uint(multiply)],
  div_uint: ['uu', uint(divide)],
  mod_uint: ['uu', uint(remainder)],
  add_double: ['dd', (a: number, b: number) => a + b],
  sub_double: ['dd', (a: number, b: number) => a - b],
  mul_double: ['dd', (a: number, b: number) => a * b],
  div_double: ['dd', (a: number, b: number) => a / b],
  neg_double: ['d', (a: number) => -a],
});
