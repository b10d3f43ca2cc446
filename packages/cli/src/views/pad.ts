// SPDX-License-Identifier: Apache-2.0
import stringWidth from 'string-width';

/** How many columns of a terminal a text takes: a wide character takes two, an escape sequence none. */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** `text` filled with blanks to at least so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
