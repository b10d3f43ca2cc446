// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { AssayError } from '../../errors/index.ts';
import { evaluate, EVAL_ERROR } from '../../testing/evaluate.ts';
import { matcher } from './regex.ts';

// `^[a-z]+$`: the ranges of characters, the kind of each class, and the steps
const LETTERS = '0,0,2p,1,q,0 0,0 3,1 0,1 1,1 3,2 4';

describe('a program of a pattern', () => {
  test('matches, or does not', () => {
    const matches = matcher(LETTERS);
    expect(['abc', '', 'a1', 'ab\n', '😀', 'z'].filter(matches)).toEqual(['abc', 'z']);
  });

  test.each([
    '',
    '4,',
    ' ',
    '0,0 3 0,0',
    '0,0 3 1,2 4',
    '0,0 3 2,9 4',
    '0,0 3 5 4',
    '0,0 3 -1 4',
    '0,0 3 x 4',
    '0,0 3 2 2',
    '0,0 0 1,-1 4',
    '0,0 0 2,-3 4',
    '0,0 0 0,1 4',
    '0,0 0 0,-1 4',
    '0,1 0 0,0 4',
    '-1,0 0 0,0 4',
    '0 0 0,0 4',
    '0,0 5 0,0 4',
    '0,0 zz 0,0 4',
    '0,0 0 3 4',
    '0,0 0 3,1s 4',
    '0,0 0 1 4',
    `0,0 3${' 4'.repeat(65_536)}`,
  ])('is refused where it is none: %#', (program) => {
    expect(() => matcher(program)).toThrow(AssayError);
  });

  test('is either refused or matches without end of time or memory, whatever it is', () => {
    const number = fc.integer({ min: 0, max: 8 }).map((value) => value.toString(36));
    const group = fc.array(number, { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join(','));
    fc.assert(
      fc.property(fc.array(group, { maxLength: 8 }), fc.string({ maxLength: 20 }), (groups, text) => {
        try {
          expect(typeof matcher(groups.join(' '))(text)).toBe('boolean');
        } catch (error) {
          expect(error).toBeInstanceOf(AssayError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('forgets what it kept when that becomes much, and matches the same', () => {
    // `[ab]*a[ab]{10}c`: as many states as there are texts of ten letters
    const steps = ['1,3', '0,1,2', '2,0', '0,1', ...Array<string>(10).fill('0,1,2'), '0,3', '4'];
    const matches = matcher(`0,0,2p,1,1,2,1,3,1,0 0,0,0,0 ${steps.join(' ')}`);
    let seed = 1;
    const text = Array.from({ length: 5_000 }, () => ((seed = (seed * 48_271) % 2_147_483_647) & 1 ? 'a' : 'b')).join(
      '',
    );
    const at = text.lastIndexOf('a', 4_900);
    expect(matches(text)).toBe(false);
    expect(matches(`${text.slice(0, at + 11)}c${text}`)).toBe(true);
    expect(matches(text)).toBe(false);
  });

  test('is an operator of the table', () => {
    const pools = { strings: ['abc', LETTERS, 'ABC'], lists: [], slots: [] };
    expect(evaluate(['matches', ['str', 0], 1], pools, {})).toBe(true);
    expect(evaluate(['matches', ['str', 2], 1], pools, {})).toBe(false);
    expect(evaluate(['matches', ['num', 1], 1], pools, {})).toBe(EVAL_ERROR);
    expect(() => evaluate(['matches', ['str', 0], 0], pools, {})).toThrow(AssayError);
  });
});
