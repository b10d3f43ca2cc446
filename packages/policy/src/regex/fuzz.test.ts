// SPDX-License-Identifier: Apache-2.0
import { matcher } from '@assay/core/testing';
import * as fc from 'fast-check';
import { compilePattern } from './compile.ts';

const RUNS = Number(process.env['ASSAY_RUNS'] ?? 1000);

const marks =
  '( ) (?: (?i) (?P<n> (?-s: [ ] [^ [^] [[:alpha:]] {2} {2,} {1,3} {1001} {1000} * + ? ?? | ^ $ . \\ \\b \\B \\A \\z \\d \\W \\pL \\P{Greek} \\p{Nope} \\x41 \\x{110000} \\Q \\E \\1 (?= (?<! - a b Z 0 _ \u00e9 \u0130 \u{1f600} \ud800 \0 \u202e'.split(
    ' ',
  );
const patterns = fc.oneof(
  fc.array(fc.constantFrom(...marks), { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'b', '0', '_', '\n', ' ', '\u00e9'), maxLength: 40 }),
);

describe('whatever a pattern is', () => {
  test('it becomes a program that runs, or one mistake with a place in it', () => {
    const seen = { program: 0, mistake: 0 };
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const found = compilePattern(pattern);
        if ('program' in found) {
          seen.program++;
          expect(found.program.length).toBeLessThanOrEqual(32_768);
          expect(typeof matcher(found.program)(text)).toBe('boolean');
        } else {
          seen.mistake++;
          expect(found.at >= 0 && found.at <= pattern.length).toBe(true);
          expect(found.error).toMatch(/^[^\n]+[^.\n]$/u);
        }
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.program, seen.mistake)).toBeGreaterThan(RUNS / 20);
  });

  test.each([
    ['groups', '('.repeat(4096)],
    ['closed groups', `${'('.repeat(2000)}a${')'.repeat(2000)}`],
    ['choices', '|'.repeat(4096)],
    ['nested repetitions', '((((a{1000}){1000}){1000}){1000}){1000}'],
    ['wide repetitions', '(\\pL{100}\\PL{100}){100}'],
    ['repeated choices', '(a|b|c|d|e|f|g|h){1000}'],
    ['repeated nothing', '(((a*)*)*)*'],
    ['many sets', '[\\pL\\pN]'.repeat(400)],
    ['many sets of any case', '(?i)\\pL\\p{Greek}[\\pN\\pP]'.repeat(120)],
    ['a long set', `[${'a-z'.repeat(1300)}]`],
    ['too long', 'a'.repeat(100_000)],
    ['quoted', `\\Q${'('.repeat(4000)}`],
  ])('%s are compiled or refused, soon, and run in time linear in the text', (_, pattern) => {
    const start = performance.now();
    const found = compilePattern(pattern);
    if ('program' in found) matcher(found.program)(`${'a'.repeat(20_000)}!`);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

/** Patterns that mean the same to RE2 and to JavaScript. */
const { pattern: common } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '[a-c]', '\\d', '\\w', '^', '$', '', '\\b', '\u00e9', '[^\\w]'),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => `(?:${parts.join('|')})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '{2}', '{1,2}', '{0,3}', '{2,}'))
      .map(([inner, repeat]) => `(?:${inner})${repeat}`),
  ),
}));

test('a pattern both know matches what JavaScript says it does', () => {
  const seen = { true: 0, false: 0 };
  const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '_', ' ', '\u00e9'), maxLength: 8 });
  fc.assert(
    fc.property(common, short, (pattern, text) => {
      const found = compilePattern(pattern);
      if (!('program' in found)) throw new Error(`${pattern}: ${found.error}`);
      const matches = matcher(found.program)(text);
      seen[`${matches}`]++;
      expect({ pattern, text, matches }).toEqual({ pattern, text, matches: new RegExp(pattern, 'u').test(text) });
    }),
    { numRuns: RUNS },
  );
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(RUNS / 20);
});
