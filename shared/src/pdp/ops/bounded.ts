// SPDX-License-Identifier: Apache-2.0
import type { Int } from '../values/numbers.ts';

/** A text an operator makes has at most this many UTF-16 units, a list at most this many items; more is an error. */
export const MAX_TEXT = 65_536;
export const MAX_ITEMS = 10_000;

export const boundedText = (text: string): string | undefined => (text.length > MAX_TEXT ? undefined : text);

export const boundedList = <T>(items: readonly T[]): readonly T[] | undefined =>
  items.length > MAX_ITEMS ? undefined : items;

/** What is out of bounds has no value. */
export function fail(): never {
  throw new RangeError('out of bounds');
}

/** The texts with `glue` between them. The length is known before the text is made. */
export function joined(texts: readonly unknown[], glue = ''): string | undefined {
  let length = glue.length * (texts.length - 1);
  for (const text of texts) length += typeof text === 'string' ? text.length : Infinity;
  return length > MAX_TEXT ? undefined : texts.join(glue);
}

/** The items from `start` up to `end`. Throws RangeError where they are not all there. An int that is no number is beyond every list. */
export function between<T>(items: readonly T[], start: Int, end: Int = items.length): readonly T[] {
  return start < 0 || start > end || end > items.length ? fail() : items.slice(Number(start), Number(end));
}
