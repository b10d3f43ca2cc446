// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOf } from '../../testing/call-of.ts';
import { Uint } from '../values/special.ts';
import { ARITHMETIC_OPS } from './arithmetic.ts';

const call = callOf(ARITHMETIC_OPS);
const SAFE = Number.MAX_SAFE_INTEGER;
const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

describe('arithmetic of ints', () => {
  test.each([
    ['add_int', 2, 3, 5],
    ['add_int', SAFE, 1, 2n ** 53n],
    ['add_int', 2n ** 53n, -1, SAFE],
    ['add_int', MAX, 1, 'error'],
    ['add_int', MAX, MIN, -1],
    ['sub_int', 2, 3, -1],
    ['sub_int', MIN, 1, 'error'],
    ['sub_int', -1, MAX, MIN],
    ['mul_int', 4, -3, -12],
    ['mul_int', SAFE, 3, 3n * BigInt(SAFE)],
    ['mul_int', 5_000_000_000, 5_000_000_000, 'error'],
    ['mul_int', MIN, -1, 'error'],
    ['mul_int', 0, -5, 0],
    ['div_int', 7, 2, 3],
    ['div_int', -7, 2, -3],
    ['div_int', -1, 2, 0],
    ['div_int', MIN, -1, 'error'],
    ['div_int', MAX, MAX, 1],
    ['div_int', 7, 0, 'error'],
    ['div_int', 0, 0, 'error'],
    ['div_int', MAX, 0, 'error'],
    ['mod_int', 7, 3, 1],
    ['mod_int', -7, 3, -1],
    ['mod_int', 43, -5, 3],
    ['mod_int', -6, 3, 0],
    ['mod_int', 7, 0, 'error'],
    ['mod_int', MIN, -1, 0],
  ])('%s(%p, %p) is %p', (name, a, b, expected) => {
    expect(call(name, a, b)).toBe(expected);
  });

  test.each([
    [3, -3],
    [0, 0],
    [MAX, -MAX],
    [MIN, 'error'],
    [2n ** 53n, -(2n ** 53n)],
  ])('neg_int(%p) is %p', (value, expected) => {
    expect(call('neg_int', value)).toBe(expected);
  });

  test('come to what integers of any size come to, an error beyond 64 bits, and to a number where one holds it', () => {
    const edge = fc.constantFrom(0n, 1n, -1n, 2n ** 53n, -(2n ** 53n), MAX, MIN, 2n ** 31n, 3n);
    const near = fc.tuple(edge, fc.bigInt(-3n, 3n)).map(([at, by]) => BigInt.asIntN(64, at + by));
    const int = fc.oneof(near, fc.bigInt(MIN, MAX), fc.bigInt(-100n, 100n));
    const own = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
    const WORK = {
      add_int: (a: bigint, b: bigint) => a + b,
      sub_int: (a: bigint, b: bigint) => a - b,
      mul_int: (a: bigint, b: bigint) => a * b,
      div_int: (a: bigint, b: bigint) => (b === 0n ? 2n ** 64n : a / b),
      mod_int: (a: bigint, b: bigint) => (b === 0n ? 2n ** 64n : a % b),
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(WORK)), int, int, ([name, work], a, b) => {
        const exact = work(a, b);
        expect(call(name, own(a), own(b))).toBe(exact >= MIN && exact <= MAX ? own(exact) : 'error');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('arithmetic of uints', () => {
  const TOP = 2n ** 64n - 1n;

  test.each([
    ['add_uint', 2n, 3n, 5n],
    ['add_uint', TOP, 1n, 'error'],
    ['sub_uint', 3n, 2n, 1n],
    ['sub_uint', 0n, 1n, 'error'],
    ['mul_uint', 5_000_000_000n, 5_000_000_000n, 'error'],
    ['mul_uint', TOP, 1n, TOP],
    ['div_uint', TOP, 2n, TOP / 2n],
    ['div_uint', 1n, 0n, 'error'],
    ['mod_uint', 34n, 5n, 4n],
    ['mod_uint', 34n, 0n, 'error'],
  ])('%s(%p, %p) is %p', (name, a, b, expected) => {
    const found = call(name, new Uint(a), new Uint(b));
    expect(found instanceof Uint ? found.value : found).toBe(expected);
  });
});

describe('arithmetic of doubles', () => {
  test.each([
    ['add_double', 0.5, 0.25, 0.75],
    ['sub_double', 0.5, 1, -0.5],
    ['mul_double', 1e308, 10, Infinity],
    ['mul_double', -0, 5, -0],
    ['div_double', 1, 4, 0.25],
    ['div_double', -1, 0, -Infinity],
    ['div_double', 0, 0, NaN],
  ])('%s(%p, %p) is %p, as IEEE 754 has it', (name, a, b, expected) => {
    expect(call(name, a, b)).toBe(expected);
  });

  test('neg_double has a negative zero', () => {
    expect([call('neg_double', 0), call('neg_double', -0.5)]).toEqual([-0, 0.5]);
  });
});

test('each takes numbers of its own type only', () => {
  const ONE = new Uint(1n);
  for (const name of ['add_int', 'sub_int', 'mul_int', 'div_int', 'mod_int'])
    expect([call(name, 1, 0.5), call(name, 1, ONE), call(name, '1', 1), call(name, 1, null)]).toEqual(
      Array(4).fill('error'),
    );
  for (const name of ['add_uint', 'sub_uint', 'mul_uint', 'div_uint', 'mod_uint'])
    expect([call(name, ONE, 1), call(name, 1n, ONE)]).toEqual(['error', 'error']);
  for (const name of ['add_double', 'sub_double', 'mul_double', 'div_double'])
    expect([call(name, 1, 1n), call(name, ONE, 1), call(name, '1', 1)]).toEqual(['error', 'error', 'error']);
});
