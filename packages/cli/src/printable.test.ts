// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { printable } from './printable.ts';

test.each([
  ['plain text, 支払 and é stay', 'plain text, 支払 and é stay'],
  ['a\nb\tc', 'a\\u{a}b\\u{9}c'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['\u202eabc\u2066', '\\u{202e}abc\\u{2066}'],
  ['\u200b\ufeff\u00ad', '\\u{200b}\\u{feff}\\u{ad}'],
  ['\ud800', '\\u{d800}'],
  ['👩‍💻', '👩\\u{200d}💻'],
])('%j is shown as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('no text keeps a control character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
  );
});
