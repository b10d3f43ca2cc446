// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { compare } from './compare.ts';
import { Duration, Opaque, Timestamp, TypeValue, Uint } from './special.ts';
import { compareText } from './text.ts';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('compare', () => {
  test.each([
    [1, 2, -1],
    [2, 2, 0],
    [3, 2.5, 1],
    [-0, 0, 0],
    [-Infinity, -(2n ** 63n), -1],
    // the representations of one int
    [1n, 1, 0],
    [2n ** 53n, 2 ** 53 - 1, 1],
    [2n ** 53n, 2n ** 53n + 1n, -1],
    [new Uint(2n), 1, 1],
    [new Uint(2n ** 63n), 2n ** 63n - 1n, 1],
    [-1, new Uint(0n), -1],
    // an int and a double are compared as doubles
    [2n ** 63n - 1n, 2 ** 63, 0],
    [2n ** 53n + 1n, 2 ** 53, 0],
    [new Uint(2n ** 64n - 1n), 2 ** 64, 0],
    ['a', 'b', -1],
    ['ab', 'a', 1],
    ['', '', 0],
    [false, true, -1],
    [true, true, 0],
    [bytes(1, 2), bytes(1, 3), -1],
    [bytes(1), bytes(1, 0), -1],
    [bytes(200), bytes(100), 1],
    [bytes(), bytes(), 0],
    [new Timestamp(1n), new Timestamp(2n), -1],
    [new Duration(2n), new Duration(-2n), 1],
    [new Duration(2n), new Duration(2n), 0],
  ])('orders values of one kind (case %#)', (a, b, expected) => {
    expect(Math.sign(compare(a, b) ?? NaN)).toBe(expected);
    expect(Math.sign(compare(b, a) ?? NaN)).toBe(expected === 0 ? 0 : -expected);
  });

  test.each([
    [NaN, NaN],
    [NaN, 1],
    [1n, NaN],
    ['1', 1],
    [true, 1],
    [null, null],
    [[1], [1]],
    [{}, {}],
    [new Timestamp(1n), new Duration(1n)],
    [new Timestamp(1n), 1],
    [bytes(1), 'a'],
    [new TypeValue('int'), new TypeValue('int')],
    [new Opaque('net.IP', 'a', undefined), new Opaque('net.IP', 'b', undefined)],
    [undefined, undefined],
  ])('has no order for others (case %#)', (a, b) => {
    expect([compare(a, b), compare(b, a)]).toEqual([undefined, undefined]);
  });
});

describe('compareText', () => {
  test('an emoji comes after the last of the basic plane, which is not so in JavaScript', () => {
    expect('\u{1f600}' < '\uffff').toBe(true);
    expect(compareText('\u{1f600}', '\uffff')).toBeGreaterThan(0);
  });

  test('orders any two texts as their code points are ordered', () => {
    const unit = fc.oneof(
      fc.constantFrom('a', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    );
    const text = fc.string({ unit, maxLength: 4 });
    const byCodePoints = (a: string, b: string): number => {
      const [left, right] = [[...a], [...b]].map((points) => points.map((point) => point.codePointAt(0) ?? 0)) as [
        number[],
        number[],
      ];
      const i = left.findIndex((point, at) => point !== right[at]);
      if (i < 0) return left.length - right.length;
      return i >= right.length ? 1 : left[i]! - right[i]!;
    };
    fc.assert(
      fc.property(text, text, (a, b) => expect(Math.sign(compareText(a, b))).toBe(Math.sign(byCodePoints(a, b)))),
    );
  });
});
