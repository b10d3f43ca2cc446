// SPDX-License-Identifier: Apache-2.0

// Control characters but tab and line breaks; format characters (bidirectional controls, zero-width characters, soft hyphens, tags)
// and whatever else is drawn as nothing; line and paragraph separators, private use, and halves of surrogate pairs: text with them
// does not say what it seems to say ("Trojan Source", CVE-2021-42574). The selector that makes a sign an emoji is part of the sign.
const INVISIBLE =
  /(?![\t\n\r]|(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

// YAML 1.2 ends a line there (section 5.4), our library and most editors do not.
const LONE_RETURN = /\r(?!\n)/g;

/** A character, and where it stands, in UTF-16 units. */
export interface Found {
  readonly offset: number;
  readonly character: string;
}

/** The first `most` characters of `text` that nobody sees. */
export function invisibleCharacters(text: string, most: number = Infinity): readonly Found[] {
  return firstOf(text, INVISIBLE, most);
}

/** The first `most` carriage returns without a line feed. */
export function loneReturns(text: string, most: number): readonly Found[] {
  return firstOf(text, LONE_RETURN, most);
}

function firstOf(text: string, pattern: RegExp, most: number): readonly Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(pattern)) {
    if (found.length >= most) break;
    found.push({ offset: match.index, character: match[0] });
  }
  return found;
}

/** `text` with every character nobody sees written as its code point, `\u{202e}`, or as `escape` writes it. */
export function escapeInvisible(text: string, escape: (character: string) => string = codePoint): string {
  return text.replace(INVISIBLE, (character) => escape(character));
}

/** The code point of `character` as it is shown: `\u{202e}`. */
export function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
