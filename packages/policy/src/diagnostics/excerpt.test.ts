// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { excerpt } from './excerpt.ts';

/** What stands above the carets. */
function marked({ text, column, width }: ReturnType<typeof excerpt>): string {
  let at = 0;
  let found = '';
  for (const character of text) {
    if (at >= column && at < column + width) found += character;
    at += stringWidth(character);
  }
  return found;
}

describe('an excerpt of a line', () => {
  test('shows a short line as it is', () => {
    expect(excerpt('a: bc', 3, 5, 40)).toEqual({ text: 'a: bc', column: 3, width: 2 });
  });

  test('counts tabs as blanks, and wide characters as two columns', () => {
    expect(excerpt('\t日本: x', 5, 6, 40)).toEqual({ text: '    日本: x', column: 10, width: 1 });
  });

  test('shows what nobody sees by its code point', () => {
    expect(excerpt('a\u202eb', 1, 2, 40)).toEqual({ text: 'a\\u{202e}b', column: 1, width: 8 });
  });

  test('leaves the carriage return out', () => {
    expect(excerpt('ab\r', 0, 3, 40)).toEqual({ text: 'ab', column: 0, width: 2 });
  });

  test('marks one column where there is nothing to mark', () => {
    expect(excerpt('ab', 2, 2, 40)).toEqual({ text: 'ab', column: 2, width: 1 });
  });

  test.each([0, 5, 150, 290])('cuts a long line round the place at %i', (start) => {
    const line = Array.from({ length: 100 }, (_, index) => String(index).padStart(3, '0')).join('');
    const shown = excerpt(line, start, start + 3, 40);
    expect({ marked: marked(shown), fits: stringWidth(shown.text) <= 40 }).toEqual({
      marked: line.slice(start, start + 3),
      fits: true,
    });
  });

  test('never is wider than the room, and marks the beginning of the place', () => {
    const line = fc.array(fc.constantFrom('a', 'b', '\t', '日', '😀', '\u202e', '\u0301', ' '), { maxLength: 300 });
    fc.assert(
      fc.property(line, fc.nat(300), fc.nat(300), fc.integer({ min: 20, max: 90 }), (characters, a, b, room) => {
        const text = characters.join('');
        const start = characters.slice(0, a).join('').length;
        const end = Math.max(start, Math.min(text.length, b));
        const shown = excerpt(text, start, end, room);
        expect(stringWidth(shown.text)).toBeLessThanOrEqual(room);
        expect(shown.column + shown.width).toBeLessThanOrEqual(room + 1);
        expect(shown.width).toBeGreaterThan(0);
      }),
    );
  });
});
