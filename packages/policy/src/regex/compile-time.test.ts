// SPDX-License-Identifier: Apache-2.0
import { matcher } from '@assay/core/testing';
import { compilePattern } from './compile.ts';

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

test.each([
  ['negated sets', (i: number) => `${i}${'[^\\pL\\pN]'.repeat(300)}`],
  ['everything, in two parts', (i: number) => `${i}${'[\\p{L}\\P{L}]'.repeat(250)}`],
  ['negated sets of any case', (i: number) => `(?i)${i}${'[^\\pL\\pN\\pP\\pS]'.repeat(190)}`],
  ['characters of any case', (i: number) => `(?i)${i}${'k'.repeat(2400)}`],
])('a policy full of %s costs little', (_, pattern) => {
  const start = process.cpuUsage();
  for (let i = 0; i < 40; i++) expect(compilePattern(pattern(i))).toHaveProperty('program');
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(1500);
});

test('sets that differ are joined up to a bound, and what is written often is joined once', () => {
  const chars = Array.from({ length: 340 }, (_, i) => String.fromCodePoint(0x4e00 + 3 * i));
  const error = 'its sets of characters are too large: more than 50,000 ranges together';
  expect(compilePattern(chars.map((char) => `[^\\pL\\pN${char}]`).join(''))).toEqual({ error, at: 0 });
  expect(compilePattern(chars.map((char) => `(\\pL|${char})`).join(''))).toEqual({ error, at: 0 });
  expect(compilePattern('[\\PL\\pN\\PN]'.repeat(300))).toHaveProperty('program');
});
