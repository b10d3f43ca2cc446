// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { EVENT_BOUNDS, outOfBounds } from './bounds.ts';
import { pointerStep } from './trail.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('outOfBounds', () => {
  test('finds nothing wrong with an ordinary event', () => {
    expect(outOfBounds({ a: [1, true, null, 'x', { b: '😀' }] })).toEqual([]);
  });

  test.each([
    ['a value nested too deep', nested(17), '/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0', 'expected at most 16 levels'],
    ['a string too long', { a: 'x'.repeat(16_385) }, '/a', 'expected at most 16384 characters, found 16385'],
    ['a list too long', { 'a/b~': Array(1001).fill(0) }, '/a~1b~0', 'expected at most 1000 items, found 1001'],
    [
      'an object with too many members',
      Object.fromEntries(Array.from({ length: 501 }, (_, i) => [i, 0])),
      '',
      'expected at most 500 members, found 501',
    ],
    [
      'a value too large in all',
      Array(17).fill('x'.repeat(16_000)),
      '/16',
      'expected at most 262144 characters in all',
    ],
    ['half a character', ['\ud800'], '/0', 'expected well-formed Unicode, found a lone surrogate'],
    ['what JSON has not: NaN', { n: NaN }, '/n', 'expected JSON, found number'],
    ['what JSON has not: undefined', [undefined], '/0', 'expected JSON, found undefined'],
    ['what JSON has not: a function', [() => 0], '/0', 'expected JSON, found function'],
  ])('names %s by its JSON pointer', (_, value, path, message) => {
    expect(outOfBounds(value)).toEqual([{ path, message }]);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('refuses the member name %s at any depth', (name) => {
    expect(outOfBounds(JSON.parse(`{"a":[{"${name}":{}}]}`))).toEqual([
      { path: `/a/0/${name}`, message: `\`${name}\` is not a member name an event may have` },
    ]);
  });

  test('reports at most 20 problems', () => {
    expect(outOfBounds(Array(100).fill(NaN))).toHaveLength(20);
  });

  test('holds no more than 100 characters of a member name in its texts, and no half characters', () => {
    const [problem] = outOfBounds({ [`\ud800${'x'.repeat(100_000)}`]: 1 });
    expect(problem).toEqual({
      path: `/\ufffd${'x'.repeat(99)}`,
      message: `\`\ufffd${'x'.repeat(99)}\` is not a member name an event may have`,
    });
  });

  test('follows the bounds it is given', () => {
    const bounds = { ...EVENT_BOUNDS, stringLength: 2, depth: 1 };
    expect(outOfBounds(['abc'], bounds)).toEqual([{ path: '/0', message: 'expected at most 2 characters, found 3' }]);
    expect(outOfBounds([[]], bounds)).toEqual([{ path: '/0', message: 'expected at most 1 levels' }]);
  });

  test('never throws and always ends with well-formed texts, whatever the JSON is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20, noUnicodeString: false }), (value) => {
        for (const { path, message } of outOfBounds(value)) {
          expect(`${path}${message}`.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  test('walks a hostile value once: every item is read one time, and what is beyond the bounds not at all', () => {
    let reads = 0;
    const counted = (items: readonly unknown[]): readonly unknown[] =>
      new Proxy(items, {
        get(target, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) reads += 1;
          return Reflect.get(target, key) as unknown;
        },
      });
    const row = (length: number): readonly unknown[] => counted(Array.from({ length }, () => 'é'.repeat(20)));
    outOfBounds(counted(Array.from({ length: 900 }, () => row(999))));
    expect(reads).toBe(900 + 900 * 999);
    reads = 0;
    outOfBounds(counted([row(1001), row(1)]));
    expect(reads).toBe(2 + 1);
  });
});

describe('pointerStep', () => {
  test('escapes as RFC 6901 does', () => {
    expect(pointerStep('a/b~c')).toBe('a~1b~0c');
  });

  test('cuts a name at 100 characters without leaving half of one', () => {
    expect(pointerStep(`${'x'.repeat(99)}😀`)).toBe(`${'x'.repeat(99)}\ufffd`);
  });
});
