// SPDX-License-Identifier: Apache-2.0

// Control characters but tab and line breaks; format characters (bidirectional controls, zero-width characters, soft hyphens, tags)
// and whatever else is drawn as nothing; line and paragraph separators, private use, and halves of surrogate pairs: text with them
// does not say what it seems to say ("Trojan Source", CVE-2021-42574). The selector that makes a sign an emoji is part of the sign.
const INVISIBLE =
  /(?![\t\n\r]|(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Every character of `text` that nobody sees, with its offset in UTF-16 units. */
export function invisibleCharacters(text: string): readonly { readonly offset: number; readonly character: string }[] {
  return Array.from(text.matchAll(INVISIBLE), (match) => ({ offset: match.index, character: match[0] }));
}

/** `text` with every character nobody sees written as its code point, `\u{202e}`. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE, codePoint);
}

/** The code point of `character` as it is shown: `\u{202e}`. */
export function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
