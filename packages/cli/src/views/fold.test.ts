// SPDX-License-Identifier: Apache-2.0
import { columnsOf } from './pad.ts';
import { folded } from './fold.ts';

describe('folding', () => {
  test('leaves alone what fits', () => {
    expect(folded('  a b\nc\n', 10)).toBe('  a b\nc\n');
  });

  test('breaks between words, and lets the rest hang under its beginning', () => {
    expect(folded('  withheld  payments/write  an agent may read, not make them', 30)).toBe(
      ['  withheld  payments/write', '      an agent may read, not', '      make them'].join('\n'),
    );
  });

  test('keeps a word that is longer than the line', () => {
    expect(folded('see policies/a-long-name.yaml:1:2', 12)).toBe('see\n    policies/a-long-name.yaml:1:2');
  });

  test('counts columns, not characters: colours take none, wide characters two', () => {
    const red = `\u001b[31m${'word '.repeat(5).trim()}\u001b[39m`;
    expect(folded(red, 24)).toBe(red);
    expect(Math.max(...folded('日本 日本 日本 日本 日本', 14).split('\n').map(columnsOf))).toBeLessThanOrEqual(14);
  });
});
