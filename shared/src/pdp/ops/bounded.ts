// SPDX-License-Identifier: Apache-2.0

/** A text an operator makes has at most this many UTF-16 units, a list at most this many items; more is an error. */
export const MAX_TEXT = 65_536;
export const MAX_ITEMS = 10_000;

export const boundedText = (text: string): string | undefined => (text.length > MAX_TEXT ? undefined : text);

export const boundedList = <T>(items: readonly T[]): readonly T[] | undefined =>
  items.length > MAX_ITEMS ? undefined : items;

/** The texts with `glue` between them. The length is known before the text is made. */
export function joined(texts: readonly unknown[], glue: string): string | undefined {
  let length = glue.length * (texts.length - 1);
  for (const text of texts) length += typeof text === 'string' ? text.length : Infinity;
  return length > MAX_TEXT ? undefined : texts.join(glue);
}
