// SPDX-License-Identifier: Apache-2.0

// Control, format and separator characters, private use, and halves of surrogate pairs: in a terminal they move the cursor, change colours
// or hide text ("Trojan Source", CVE-2021-42574). Also line breaks: what is shown here stays on its line.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** `text`, from anywhere, as it can be shown on one line: every character nobody sees as its code point, `\u{1b}`. */
export function printable(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
