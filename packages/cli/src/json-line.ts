// SPDX-License-Identifier: Apache-2.0

// As `printable`, but JSON has no line breaks to keep out.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** A value as JSON on a line of its own. What nobody would see is written as an escape: the same JSON, and safe to look at in a terminal. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(INVISIBLE, escaped)}\n`;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    const code = character.charCodeAt(unit).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  }).join('');
}
