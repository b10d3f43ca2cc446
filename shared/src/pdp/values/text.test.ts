// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { indexIn, sizeOf } from './text.ts';

test('the size of a text is that of its code points', () => {
  expect([sizeOf(''), sizeOf('a\u{1f600}\u00e9'), sizeOf('e\u0301')]).toEqual([0, 3, 2]);
});

describe('indexIn', () => {
  test('finds what strings find', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.nat(12), (whole, part, from) => {
        expect(indexIn(whole, part, from)).toBe(whole.indexOf(part, from));
      }),
    );
  });

  test('finds a short part in a long text, and a long one in one hardly longer', () => {
    const text = `${'a'.repeat(65_000)}b`;
    expect([indexIn(text, 'ab'), indexIn(text, text), indexIn('a', text)]).toEqual([64_999, 0, -1]);
  });

  test('does not begin what would take long', () => {
    const part = `${'a'.repeat(16_000)}b${'a'.repeat(16_000)}`;
    expect(() => indexIn('a'.repeat(65_000), part)).toThrow(RangeError);
  });
});
