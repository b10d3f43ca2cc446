// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { compare } from '../values/compare.ts';
import { amountOf, canonical, toInt, type Int } from '../values/numbers.ts';
import { Uint } from '../values/special.ts';
import { fail } from './bounded.ts';

type Pure = readonly [takes: string, pure: (...values: never[]) => unknown];

/** The number 64 bits are, with a sign or without. */
const int = (bits: bigint): Int => canonical(BigInt.asIntN(64, bits));
const uint = (bits: bigint): Uint => new Uint(BigInt.asUintN(64, bits));

const isNumber = (value: unknown): boolean => amountOf(value) !== undefined;
const exact = (value: unknown): bigint => BigInt(amountOf(value) ?? NaN);

/** Of values not of one type the result is of either: there, an int is a bigint. */
const wide = (type: string, value: unknown): unknown => (type === 'i' ? exact(value) : value);

function extremes(name: string, sign: number): Readonly<Record<string, Pure>> {
  /** The first of two where neither is further; NaN is in no order. */
  const pick = (a: unknown, b: unknown): unknown => {
    const order = compare(a, b);
    return order === undefined ? order : order * sign < 0 ? b : a;
  };
  const ops: Record<string, Pure> = {
    [`${name}_list`]: [
      'l',
      (items: readonly unknown[]) => (items.every(isNumber) ? items.reduce((a, b) => pick(a, b)) : undefined),
    ],
  };
  for (const a of 'iud') {
    for (const b of 'iud') {
      ops[`${name}_${a}${b}`] = [a + b, a === b ? pick : (x: unknown, y: unknown) => pick(wide(a, x), wide(b, y))];
    }
  }
  return ops;
}

/** An operation on bits, for ints and for uints; the second operand, where there is one, is of type `by`. */
const bits = (name: string, work: (a: bigint, b: bigint) => bigint, by?: 'i'): Readonly<Record<string, Pure>> => ({
  [`${name}_int`]: ['ii', (a: unknown, b: unknown) => int(work(exact(a), exact(b)))],
  [`${name}_uint`]: [`u${by ?? 'u'}`, (a: unknown, b: unknown) => uint(work(exact(a), exact(b)))],
});

/** A shift by 64 or more leaves nothing; BigInt's own, by a negative number, would go the other way. */
const by = (count: bigint): bigint => (count < 0n ? fail() : count > 63n ? 64n : count);

/** The math extension of cel-go. */
export const MATH_OPS: readonly (readonly [string, Op])[] = pureOps({
  ...extremes('max', 1),
  ...extremes('min', -1),
  number: ['*', (value: unknown) => (isNumber(value) ? value : undefined)],
  ceil: ['d', Math.ceil],
  floor: ['d', Math.floor],
  // halves away from zero; JavaScript's own goes up
  round: ['d', (value: number) => Math.sign(value) * Math.round(Math.abs(value))],
  trunc: ['d', Math.trunc],
  is_inf: ['d', (value: number) => Math.abs(value) === Infinity],
  is_nan: ['d', Number.isNaN],
  is_finite: ['d', Number.isFinite],
  abs_double: ['d', Math.abs],
  abs_int: ['i', (value: Int) => (value < 0 ? toInt(-exact(value)) : value)],
  sign_double: ['d', Math.sign],
  sign_int: ['i', (value: Int) => Math.sign(Number(value))],
  sign_uint: ['u', (value: Uint) => uint(value.value && 1n)],
  sqrt: ['*', (value: unknown) => (isNumber(value) ? Math.sqrt(Number(amountOf(value))) : undefined)],
  ...bits('bit_and', (a, b) => a & b),
  ...bits('bit_or', (a, b) => a | b),
  ...bits('bit_xor', (a, b) => a ^ b),
  bit_not_int: ['i', (value: Int) => int(~exact(value))],
  bit_not_uint: ['u', (value: Uint) => uint(~value.value)],
  ...bits('shift_left', (a, b) => a << by(b), 'i'),
  // an int is shifted as the bits it is made of
  ...bits('shift_right', (a, b) => BigInt.asUintN(64, a) >> by(b), 'i'),
});
