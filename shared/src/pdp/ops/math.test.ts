// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOp } from '../../testing/call-op.ts';
import { Uint } from '../values/special.ts';
import { MATH_OPS } from './math.ts';

const call = (name: string, ...values: readonly unknown[]): unknown => callOp(MATH_OPS, name, ...values);
const MAX_INT = 9_223_372_036_854_775_807n;
const MIN_INT = -9_223_372_036_854_775_808n;
const MAX_UINT = new Uint(18_446_744_073_709_551_615n);

describe('the math extension', () => {
  test.each<readonly [name: string, values: readonly unknown[], want: unknown]>([
    ['max_i', [-5], -5],
    ['max_ii', [3, -3], 3],
    ['max_ii', [1, MAX_INT], MAX_INT],
    ['min_ii', [MIN_INT, 1], MIN_INT],
    ['max_dd', [-3, 3.5], 3.5],
    ['max_dd', [NaN, 1], 'error'],
    ['max_uu', [new Uint(1n), MAX_UINT], MAX_UINT],
    // of two types the result is of unknown type, where an int is a bigint
    ['max_id', [3, 2.5], 3n],
    ['max_id', [3, 3.5], 3.5],
    ['min_di', [2.5, -1], -1n],
    ['max_iu', [-7, new Uint(5n)], new Uint(5n)],
    ['min_ui', [new Uint(5n), 5], new Uint(5n)],
    ['min_ud', [new Uint(5n), 5.5], new Uint(5n)],
    ['max_list', [[5.4, 10n, new Uint(3n), -5]], 10n],
    ['min_list', [[5.4, 10n, new Uint(3n), -5]], -5],
    ['max_list', [[1, 2, MAX_INT]], MAX_INT],
    ['max_list', [[]], 'error'],
    ['max_list', [['a', 'b']], 'error'],
    ['max_list', [[1, 'b']], 'error'],
    ['max_list', [[1, NaN]], 'error'],
    ['ceil', [-1.2], -1],
    ['floor', [-1.2], -2],
    ['round', [-1.5], -2],
    ['round', [2.5], 3],
    ['round', [-1.4], -1],
    ['round', [0.49999999999999994], 0],
    ['round', [NaN], NaN],
    ['round', [-Infinity], -Infinity],
    ['trunc', [-1.9], -1],
    ['ceil', [1n], 'error'],
    ['is_nan', [NaN], true],
    ['is_nan', [Infinity], false],
    ['is_inf', [-Infinity], true],
    ['is_inf', [NaN], false],
    ['is_finite', [1.5], true],
    ['is_finite', [NaN], false],
    ['is_finite', [true], 'error'],
    ['abs_int', [-11], 11],
    ['abs_int', [MIN_INT], 'error'],
    ['abs_int', [-MAX_INT], MAX_INT],
    ['abs_uint', [MAX_UINT], MAX_UINT],
    ['abs_double', [-11.5], 11.5],
    ['sign_int', [MIN_INT], -1],
    ['sign_int', [0], 0],
    ['sign_uint', [MAX_UINT], new Uint(1n)],
    ['sign_uint', [new Uint(0n)], new Uint(0n)],
    ['sign_double', [-32], -1],
    ['sign_double', [NaN], NaN],
    ['sqrt', [81], 9],
    ['sqrt', [81n], 9],
    ['sqrt', [new Uint(2n)], Math.SQRT2],
    ['sqrt', [-1], NaN],
    ['sqrt', ['4'], 'error'],
    ['bit_and_int', [1, -1], 1],
    ['bit_or_int', [4, -2], -2],
    ['bit_xor_int', [4, -2], -6],
    ['bit_and_uint', [new Uint(3n), new Uint(6n)], new Uint(2n)],
    ['bit_and_int', [1, new Uint(1n)], 'error'],
    ['bit_not_int', [1], -2],
    ['bit_not_uint', [new Uint(0n)], MAX_UINT],
    ['shift_left_int', [1, 2], 4],
    ['shift_left_int', [1, 63], MIN_INT],
    ['shift_left_int', [-1, 200], 0],
    ['shift_left_int', [1, 9_223_372_036_854_775_807n], 0],
    ['shift_left_uint', [new Uint(1n), 63], new Uint(9_223_372_036_854_775_808n)],
    ['shift_left_uint', [new Uint(1n), -1], 'error'],
    ['shift_right_int', [1024, 2], 256],
    ['shift_right_int', [-1024, 3], 2_305_843_009_213_693_824n],
    ['shift_right_int', [-1024, 64], 0],
    ['shift_right_int', [-1024, 0], -1024],
    ['shift_right_int', [1, -1], 'error'],
    ['shift_right_uint', [new Uint(1024n), 200], new Uint(0n)],
  ])('%s of %p is %p', (name, values, want) => {
    expect(call(name, ...values)).toEqual(want);
  });

  test('works on bits as 64-bit integers do', () => {
    const int = fc.bigInt({ min: MIN_INT, max: MAX_INT });
    const canonical = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
    fc.assert(
      fc.property(int, int, fc.nat(70), (a, b, by) => {
        const [x, y] = [canonical(a), canonical(b)];
        expect(call('bit_and_int', x, y)).toBe(canonical(a & b));
        expect(call('bit_or_int', x, y)).toBe(canonical(a | b));
        expect(call('bit_xor_int', x, y)).toBe(canonical(a ^ b));
        expect(call('bit_not_int', x)).toBe(canonical(-a - 1n));
        expect(call('shift_left_int', x, by)).toBe(canonical(BigInt.asIntN(64, a * 2n ** BigInt(by))));
        const unsigned = a < 0n ? a + 2n ** 64n : a;
        expect(call('shift_right_int', x, by)).toBe(canonical(BigInt.asIntN(64, unsigned / 2n ** BigInt(by))));
      }),
    );
  });
});
