// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { callOp } from '../../testing/call-op.ts';
import { Duration, KeyedMap, NONE, Opaque, Timestamp, TypeValue, Uint } from '../values/special.ts';
import { MAX_TEXT } from './bounded.ts';
import { FORMAT_OPS } from './format.ts';

const format = (text: string, ...values: readonly unknown[]): unknown => callOp(FORMAT_OPS, 'format', text, values);

describe('format', () => {
  // values are of unknown type: an int is a bigint there, a number is a double
  test.each<readonly [text: string, values: readonly unknown[], want: string]>([
    ['no clause', [], 'no clause'],
    ['%% and %s%%', ['text'], '% and text%'],
    ['%d %s, %d', [1n, 'A', 2n], '1 A, 2'],
    ['%s', [1n, 2n], '1'],
    ['%d', [new Uint(64n)], '64'],
    ['%d', [-0.5], '-0.5'],
    ['%d', [1e21], '1000000000000000000000'],
    ['%d', [1e-7], '0.0000001'],
    ['%d', [NaN], 'NaN'],
    ['%d %d', [Infinity, -Infinity], 'Infinity -Infinity'],
    ['%f', [2.71828], '2.718280'],
    ['%.3f', [1.2345], '1.234'],
    ['%.0f', [1.5], '2'],
    ['%.0f', [2.5], '2'],
    ['%.0f', [-2.5], '-2'],
    ['%.2f', [0.125], '0.12'],
    ['%.2f', [0.375], '0.38'],
    ['%.1f', [-0.04], '-0.0'],
    ['%.3f', [123.4999], '123.500'],
    ['%.1f', [3n], '3.0'],
    ['%.0f', [new Uint(18_446_744_073_709_551_615n)], '18446744073709551616'],
    ['%f', [1e23], '99999999999999991611392.000000'],
    ['%.0f', [1e23], '99999999999999991611392'],
    ['%f', [-Infinity], '-Infinity'],
    ['%e', [2.71828], '2.718280e+00'],
    ['%.6e', [1052.032911275], '1.052033e+03'],
    ['%.0e', [2.5], '2e+00'],
    ['%.0e', [9.5], '1e+01'],
    ['%.1e', [1e-300], '1.0e-300'],
    ['%.2e', [-0], '-0.00e+00'],
    ['%e', [NaN], 'NaN'],
    ['%b %b %b %b', [5n, new Uint(64n), true, -5n], '101 1000000 1 -101'],
    ['%o', [new Uint(65_535n)], '177777'],
    ['%x %X %x', [30n, new Uint(6000n), -30n], '1e 1770 -1e'],
    ['%x %X', ['é!', Uint8Array.of(0, 0xab)], 'c3a921 00AB'],
    ['%s', ['text'], 'text'],
    ['%s', [Uint8Array.of(0xc3, 0xa9)], 'é'],
    ['%s %s %s', [null, true, 9_007_199_254_740_993n], 'null true 9007199254740993'],
    ['%s', [new TypeValue('list')], 'list'],
    ['%s', [new Timestamp(1_500_000_000n)], '1970-01-01T00:00:01.5Z'],
    ['%s', [new Duration(6_347_000_000_000n)], '6347s'],
    ['%s', [['abc', 3.14, null, [9n]]], '[abc, 3.14, null, [9]]'],
    ['%s', [{ b: Uint8Array.of(0x78), a: [] }], '{a: [], b: x}'],
    [
      '%s',
      [
        new KeyedMap(
          new Map<number | boolean, readonly [unknown, unknown]>([
            [true, [true, NaN]],
            [2, [new Uint(2n), 'two']],
            [1, [1n, 'one']],
          ]),
        ),
      ],
      '{1: one, 2: two, true: NaN}',
    ],
    ['%s', [JSON.parse('{"__proto__":1,"constructor":2}')], '{__proto__: 1, constructor: 2}'],
  ])('%j of %j is %j', (text, values, want) => {
    expect(format(text, ...values)).toBe(want);
  });

  test.each<readonly [text: string, values: readonly unknown[]]>([
    ['%a', [1n]],
    ['%E', [0.5]],
    ['%', [1n]],
    ['%.', [1.5]],
    ['%.3', [1.5]],
    ['%.f', [1.5]],
    ['%.101f', [1.5]],
    ['%.3%', [1.5]],
    ['%d %d', [0n]],
    ['%b', ['abc']],
    ['%b', [1.5]],
    ['%d', [new Duration(1n)]],
    ['%d', ['1']],
    ['%o', ['text']],
    ['%x', [0.5]],
    ['%x', [null]],
    ['%e', [null]],
    ['%f', ['1']],
    ['%s', [NONE]],
    ['%s', [[1n, new Opaque('net.IP', '::', undefined)]]],
    ['%s', [Uint8Array.of(0xff)]],
  ])('%j of %j is an error', (text, values) => {
    expect(format(text, ...values)).toBe('error');
  });

  test('writes every double so that it reads the same again', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = String(format('%s', value));
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value);
      }),
    );
  });

  test('rounds to the nearest, a half to even, as exact arithmetic does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: 0, max: 3 }), (eighths, precision) => {
        const scale = 10n ** BigInt(precision);
        const exact = BigInt(Math.abs(eighths)) * scale;
        const [below, rest] = [exact / 8n, exact % 8n];
        const rounded = below + (rest > 4n || (rest === 4n && below % 2n === 1n) ? 1n : 0n);
        const digits = String(rounded).padStart(precision + 1, '0');
        const whole = digits.slice(0, digits.length - precision);
        const want = precision === 0 ? whole : `${whole}.${digits.slice(-precision)}`;
        expect(format(`%.${precision}f`, eighths / 8)).toBe(eighths < 0 ? `-${want}` : want);
      }),
    );
  });

  test('gives up on what grows beyond bounds, and soon', () => {
    let nested: unknown = 'laugh';
    for (let i = 0; i < 40; i++) nested = Array(100).fill(nested);
    expect(format('%s', nested)).toBe('error');
    expect(format('%s'.repeat(1000), ...Array<string>(1000).fill('a'.repeat(1000)))).toBe('error');
    expect(format('a'.repeat(MAX_TEXT))).toHaveLength(MAX_TEXT);
    expect(format(`${'a'.repeat(MAX_TEXT)}b`)).toBe('error');
  });
});
