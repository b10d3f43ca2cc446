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
