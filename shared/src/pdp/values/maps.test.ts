// SPDX-License-Identifier: Apache-2.0
import { keyOf, keysOf, mapOf, optionalAt, valueAt } from './maps.ts';
import { KeyedMap, NONE, Optional, Timestamp, Uint } from './special.ts';

const uint = (value: bigint): Uint => new Uint(value);

describe('keyOf', () => {
  test.each([
    ['a', 'a'],
    [true, true],
    [1, 1],
    [1n, 1],
    [uint(1n), 1],
    [2n ** 53n, 2n ** 53n],
    [uint(2n ** 53n), 2n ** 53n],
    [2 ** 53, 2n ** 53n],
    [1.5, 1.5],
    [Infinity, Infinity],
    [null, undefined],
    [[1], undefined],
    [{}, undefined],
    [Uint8Array.of(1), undefined],
    [new Timestamp(1n), undefined],
  ])('one number is one key, whatever its type; what can be no key has none (case %#)', (key, expected) => {
    expect(keyOf(key)).toBe(expected);
  });
});

describe('valueAt', () => {
  const map = mapOf([
    [1, 'one'],
    [uint(2n), 'two'],
    [2n ** 60n, 'large'],
    [true, 'yes'],
    ['1', 'text'],
  ]);

  test.each([
    [1, 'one'],
    [1n, 'one'],
    [uint(1n), 'one'],
    [2, 'two'],
    [2n ** 60n, 'large'],
    [2 ** 60, 'large'],
    [true, 'yes'],
    ['1', 'text'],
    [1.5, undefined],
    [false, undefined],
    [null, undefined],
    ['entries', undefined],
  ])('finds what a map has at a key of any type: %p', (key, expected) => {
    expect(valueAt(map, key)).toBe(expected);
  });

  test.each([
    [{ a: null }, 'a', null],
    [{ a: 1 }, 'constructor', undefined],
    [{ a: 1 }, '__proto__', undefined],
    [{ 1: 'a' }, 1, undefined],
    [['a', 'b'], 1, 'b'],
    [['a', 'b'], 1n, 'b'],
    [['a', 'b'], uint(0n), 'a'],
    [['a', 'b'], 0.5, undefined],
    [['a', 'b'], -1, undefined],
    [['a', 'b'], 2, undefined],
    [['a', 'b'], 'length', undefined],
    [['a', 'b'], true, undefined],
    ['text', 'length', undefined],
    [new Timestamp(1n), 'nanos', undefined],
    [Uint8Array.of(7), 0, undefined],
    [null, 'a', undefined],
  ])('finds own members and items only (case %#)', (container, key, expected) => {
    expect(valueAt(container, key)).toBe(expected);
  });

  test('what an optional container has is optional', () => {
    expect(valueAt(new Optional({ a: 1 }), 'a')).toEqual(new Optional(1));
    expect(valueAt(new Optional(['x']), 1)).toBe(NONE);
    expect(valueAt(NONE, 'a')).toBe(NONE);
    expect(valueAt(new Optional('text'), 'length')).toBeUndefined();
  });
});

describe('optionalAt', () => {
  test.each([
    [{ a: 1 }, 'a', 1],
    [{ a: null }, 'a', null],
    [['x'], 0, 'x'],
    [new Optional({ a: 1 }), 'a', 1],
  ])('has the value that is there (case %#)', (container, key, expected) => {
    expect(optionalAt(container, key)).toEqual(new Optional(expected));
  });

  test.each([
    [{ a: 1 }, 'b'],
    [{ a: 1 }, 1],
    [['x'], 1],
    [['x'], -1],
    [NONE, 'a'],
    [NONE, null],
  ])('is empty where nothing is (case %#)', (container, key) => {
    expect(optionalAt(container, key)).toBe(NONE);
  });

  test.each([
    ['text', 0],
    [1, 'a'],
    [null, 'a'],
    [new Optional(null), 'a'],
    [['x'], 'a'],
    [['x'], null],
    [{ a: 1 }, null],
    [{ a: 1 }, ['a']],
  ])('is undefined for what has no such parts (case %#)', (container, key) => {
    expect(optionalAt(container, key)).toBeUndefined();
  });
});

describe('mapOf', () => {
  test('has plain members where every key is a string, whatever they are called', () => {
    const map = mapOf([
      ['a', 1],
      ['__proto__', 2],
    ]);
    expect(map).not.toBeInstanceOf(KeyedMap);
    expect(JSON.stringify(map)).toBe('{"a":1,"__proto__":2}');
    expect(Object.getPrototypeOf(map)).toBeNull();
  });

  test('keeps keys as they were written', () => {
    const map = mapOf([
      [1n, 'a'],
      ['b', 'c'],
    ]);
    expect(map && keysOf(map)).toEqual([1n, 'b']);
    expect(keysOf({ x: 1, y: 2 })).toEqual(['x', 'y']);
  });

  test.each([
    [['a', 'a']],
    [[true, true]],
    [[1, 1]],
    [[1, 1n]],
    [[0, uint(0n)]],
    [[1.5]],
    [[NaN]],
    [[Infinity]],
    [[null]],
    [[[]]],
  ])('refuses a key that is there already, or cannot be one (case %#)', (keys) => {
    expect(mapOf(keys.map((key) => [key, 0]))).toBeUndefined();
  });

  test('refuses every number where numbers are doubles, and no int', () => {
    expect(mapOf([[1, 0]], true)).toBeUndefined();
    expect(mapOf([[1n, 0]], true)).toBeInstanceOf(KeyedMap);
  });
});
