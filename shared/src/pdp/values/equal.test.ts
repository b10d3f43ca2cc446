// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { equal } from './equal.ts';
import { mapOf } from './maps.ts';
import { Duration, NONE, Opaque, Optional, Timestamp, TypeValue, Uint } from './special.ts';

const uint = (value: bigint): Uint => new Uint(value);
const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe('equal', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);

  test.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['1', 1, false],
    [true, true, true],
    [true, 1, false],
    [null, null, true],
    [null, false, false],
    [null, 0, false],
    // numbers of all types
    [1, 1n, true],
    [1, uint(1n), true],
    [1n, uint(1n), true],
    [1.5, 1n, false],
    [0, -0, true],
    [2 ** 63, 2n ** 63n - 1n, true],
    [2n ** 63n - 1n, 2n ** 63n - 2n, false],
    [NaN, NaN, false],
    [NaN, 1n, false],
    // lists
    [[], [], true],
    [[1, 'a', null], [1n, 'a', null], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[NaN], [NaN], false],
    [[], {}, false],
    // maps
    [{}, {}, true],
    [{ a: 1, b: [2] }, { b: [2n], a: uint(1n) }, true],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1 }, { a: null }, false],
    [JSON.parse('{"constructor":1}'), { other: 1 }, false],
    [mapOf([[1, 1.5]]), mapOf([[uint(1n), 1.5]]), true],
    [mapOf([[1, 'a'], ['k', 'b']]), mapOf([['k', 'b'], [1n, 'a']]), true], // prettier-ignore
    [mapOf([[1, 'a']]), { 1: 'a' }, false],
    [mapOf([]), {}, true],
    // what JSON has not
    [bytes(1, 2), bytes(1, 2), true],
    [bytes(1, 2), bytes(1), false],
    [bytes(), '', false],
    [new Timestamp(5n), new Timestamp(5n), true],
    [new Timestamp(5n), new Duration(5n), false],
    [new Duration(5n), new Duration(5n), true],
    [new Duration(5n), 5, false],
    [new TypeValue('int'), new TypeValue('int'), true],
    [new TypeValue('int'), new TypeValue('uint'), false],
    [new TypeValue('int'), 'int', false],
    [new Opaque('net.IP', '::1', 1), new Opaque('net.IP', '::1', 2), true],
    [new Opaque('net.IP', '::1', 1), new Opaque('net.CIDR', '::1', 1), false],
    [NONE, new Optional(undefined), true],
    [NONE, new Optional(null), false],
    [new Optional(1), new Optional(1n), true],
    [new Optional(1), 1, false],
    [{}, new Timestamp(0n), false],
    [{ length: 0 }, bytes(), false],
  ])('compares values of one kind by what they hold (case %#)', (a, b, expected) => {
    expect([equal(a, b), equal(b, a)]).toEqual([expected, expected]);
  });

  test('a list is not equal to itself where it holds NaN', () => {
    const list = [NaN];
    expect(equal(list, list)).toBe(false);
  });

  test('says nothing of values nested deeper than any input', () => {
    expect(() => equal(cyclic, [cyclic])).toThrow(RangeError);
  });

  test('any JSON equals its copy', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(equal(JSON.parse(text), JSON.parse(text))).toBe(true)));
  });
});
