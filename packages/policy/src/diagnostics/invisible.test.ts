// SPDX-License-Identifier: Apache-2.0
import { escapeInvisible, invisibleCharacters } from './invisible.ts';
import { quote, quoteList } from './quote.ts';

describe('characters nobody sees', () => {
  test('are found with their offsets in UTF-16 units', () => {
    expect(invisibleCharacters('a\u202eb😀\u{e0041}\0')).toEqual([
      { offset: 1, character: '\u202e' },
      { offset: 5, character: '\u{e0041}' },
      { offset: 7, character: '\0' },
    ]);
  });

  test.each([
    '\u200b',
    '\u200d',
    '\u2066',
    '\u00ad',
    '\ufeff',
    '\u2028',
    '\u3164',
    '\u034f',
    '\ufe0f',
    '\ue000',
    '\ud800',
    '\u007f',
    '\u001b',
  ])('are shown by their code point: %j', (character) => {
    expect(escapeInvisible(`a${character}b`)).toBe(`a\\u{${character.charCodeAt(0).toString(16)}}b`);
  });

  test('are not those of text in any language, tabs and line breaks', () => {
    const text = 'naïve Ünïcode 日本語 한국어 العربية हिन्दी 😀 ⚠\ufe0f ~\t\r\n';
    expect({ found: invisibleCharacters(text), escaped: escapeInvisible(text) }).toEqual({ found: [], escaped: text });
  });

  test('are escaped where a message quotes them, on one line and cut when long', () => {
    expect([quote('a\nb\t\u202e'), quote('x'.repeat(100)), quoteList(['a', 'b', 'c']), quoteList([])]).toEqual([
      '`a\\nb\\t\\u{202e}`',
      `\`${'x'.repeat(57)}...\``,
      '`a`, `b` or `c`',
      '',
    ]);
  });
});
