// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { compare } from '../values/compare.ts';
import { amountOf, canonical, toInt, type Int } from '../values/numbers.ts';
import { Uint } from '../values/special.ts';

type Pure = readonly [takes: string, pure: (...values: never[]) => unknown];

/** The number 64 bits are, with a sign or without. */
const int = (bits: bigint): Int => canonical(BigInt.asIntN(64, bits));
const uint = (bits: bigint): Uint => new Uint(BigInt.asUintN(64, bits));

/** The one of two numbers that is further in the direction of `sign`, the first where neither is; NaN is in no order. */
const further =
  (sign: number) =>
  (a: unknown, b: unknown): unknown => {
    const order = compare(a, b);
    return order === undefined ? undefined : order * sign < 0 ? b : a;
  };

const isNumeric = (value: unknown): boolean => amountOf(value) !== undefined;

/** Of values not of one type the result is of either: there, an int is a bigint. */
const wide = (type: string, value: unknown): unknown => (type === 'i' ? BigInt(value as Int) : value); // sound: it is of the type

function extremes(name: string, sign: number): Readonly<Record<string, Pure>> {
  const pick = further(sign);
  const ops: Record<string, Pure> = {
    [`${name}_list`]: [
      'l',
      (items: readonly unknown[]) => {
        if (!items.every(isNumeric)) return undefined;
        return items.reduce((best, item) => (best === undefined ? best : pick(best, item)), items[0]);
      },
    ],
  };
  for (const a of 'iud') {
    ops[`${name}_${a}`] = [a, (value: unknown) => value];
    for (const b of 'iud') {
      ops[`${name}_${a}${b}`] = [a + b, a === b ? pick : (x: unknown, y: unknown) => pick(wide(a, x), wide(b, y))];
    }
  }
  return ops;
}

/** An operation on bits, for ints and for uints. */
const bits = (name: string, work: (a: bigint, b: bigint) => bigint): Readonly<Record<string, Pure>> => ({
  [`${name}_int`]: ['ii', (a: Int, b: Int) => int(work(BigInt(a), BigInt(b)))],
  [`${name}_uint`]: ['uu', (a: Uint, b: Uint) => uint(work(a.value, b.value))],
});

/** A shift; by a negative number it is an error, and by 64 or more it leaves nothing. An int is shifted as the bits it is made of. */
const shift = (name: string, work: (value: bigint, by: bigint) => bigint): Readonly<Record<string, Pure>> => {
  const shifted = (value: bigint, by: Int): bigint | undefined =>
    by < 0 ? undefined : by > 63 ? 0n : work(BigInt.asUintN(64, value), BigInt(by));
  const then = <T>(value: bigint | undefined, make: (bits: bigint) => T): T | undefined =>
    value === undefined ? undefined : make(value);
  return {
    [`${name}_int`]: ['ii', (value: Int, by: Int) => then(shifted(BigInt(value), by), int)],
    [`${name}_uint`]: ['ui', (value: Uint, by: Int) => then(shifted(value.value, by), uint)],
  };
};

const absolute = (value: Int): Int | undefined => toInt(value < 0 ? -BigInt(value) : BigInt(value));

/** The math extension of cel-go. */
export const MATH_OPS: readonly (readonly [string, Op])[] = pureOps({
  ...extremes('max', 1),
  ...extremes('min', -1),
  ceil: ['d', Math.ceil],
  floor: ['d', Math.floor],
  // halves away from zero; JavaScript's own goes up
  round: ['d', (value: number) => Math.sign(value) * Math.round(Math.abs(value))],
  trunc: ['d', Math.trunc],
  is_inf: ['d', (value: number) => Math.abs(value) === Infinity],
  is_nan: ['d', Number.isNaN],
  is_finite: ['d', Number.isFinite],
  abs_double: ['d', Math.abs],
  abs_int: ['i', absolute],
  abs_uint: ['u', (value: Uint) => value],
  sign_double: ['d', Math.sign],
  sign_int: ['i', (value: Int) => Math.sign(Number(value))],
  sign_uint: ['u', (value: Uint) => uint(value.value > 0n ? 1n : 0n)],
  sqrt_double: ['d', Math.sqrt],
  sqrt_int: ['i', (value: Int) => Math.sqrt(Number(value))],
  sqrt_uint: ['u', (value: Uint) => Math.sqrt(Number(value.value))],
  ...bits('bit_and', (a, b) => a & b),
  ...bits('bit_or', (a, b) => a | b),
  ...bits('bit_xor', (a, b) => a ^ b),
  bit_not_int: ['i', (value: Int) => int(~BigInt(value))],
  bit_not_uint: ['u', (value: Uint) => uint(~value.value)],
  ...shift('shift_left', (value, by) => value << by),
  ...shift('shift_right', (value, by) => value >> by),
});
