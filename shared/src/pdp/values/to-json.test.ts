// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { mapOf } from './maps.ts';
import { Duration, NONE, Optional, Timestamp, TypeValue, Uint } from './special.ts';
import { toJson } from './to-json.ts';

describe('toJson', () => {
  test.each([
    ['a', 'a'],
    [true, true],
    [null, null],
    [1.5, 1.5],
    [-0, 0],
    [7n, 7],
    [-7n, -7],
    [
      [1n, ['a', null], -0],
      [1, ['a', null], 0],
    ],
    [mapOf([['a', 1n], ['b', { c: [2n] }]]), { a: 1, b: { c: [2] } }], // prettier-ignore
    [[], []],
    [mapOf([]), {}],
  ])('writes what JSON has (case %#)', (value, expected) => {
    expect(toJson(value)).toStrictEqual(expected);
  });

  test.each([
    NaN,
    Infinity,
    -Infinity,
    2n ** 53n,
    new Uint(1n),
    Uint8Array.of(1),
    new Timestamp(0n),
    new Duration(0n),
    new TypeValue('int'),
    NONE,
    new Optional(1),
    mapOf([[1, 'a']]),
    undefined,
    Symbol('error'),
    [1, [NaN]],
    { a: { b: NONE } },
  ])('has nothing for what JSON has not, nor for what holds it (case %#)', (value) => {
    expect(toJson(value)).toBeUndefined();
  });

  test('leaves any JSON as it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) =>
        expect(toJson(JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(JSON.parse(text)))),
      ),
    );
  });

  test('a member named __proto__ stays a member', () => {
    expect(JSON.stringify(toJson(mapOf([['__proto__', 1]])))).toBe('{"__proto__":1}');
  });

  test('has nothing for a value nested deeper than any input, or that repeats a part too often', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    let large: unknown = 1;
    for (let i = 0; i < 40; i++) large = [large, large];
    expect([toJson(cyclic), toJson(large)]).toEqual([undefined, undefined]);
  });
});
