// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../eval/op.ts';
import type { Meter } from '../eval/work.ts';
import type { Int } from '../values/numbers.ts';
import { indexIn, sizeOf } from '../values/text.ts';
import { between, boundedList, boundedText, joined } from './bounded.ts';
import { optionalOps } from './optional-operands.ts';

/** Indices and counts are in code points, as CEL's size of a string is. */
const points = (text: string): readonly string[] => Array.from(text);

const substring = (text: string, start: Int, end?: Int): string => between(points(text), start, end).join('');

const search =
  (method: 'indexOf' | 'lastIndexOf') =>
  (text: string, part: string, from: Int | undefined, meter: Meter): number => {
    const start = from === undefined ? from : substring(text, 0, from).length;
    const units = indexIn(text, part, meter) < 0 ? -1 : text[method](part, start);
    return units < 0 ? units : sizeOf(text.slice(0, units));
  };

/** The first parts and the rest as one, `count` in all; every part where it is negative. */
const limited = (parts: readonly string[], count: number, glue: string): readonly string[] =>
  count < 0 || parts.length <= count
    ? parts
    : count === 0
      ? []
      : [...parts.slice(0, count - 1), parts.slice(count - 1).join(glue)];

/** Looking for the separator first also bounds, and pays for, the time to find all of them. */
const parted = (text: string, separator: string, meter: Meter): readonly string[] =>
  indexIn(text, separator, meter) < 0 ? [text] : text.split(separator);

const split = (text: string, separator: string, count: Int = -1, meter: Meter): unknown =>
  boundedList(limited(separator === '' ? points(text) : parted(text, separator, meter), Number(count), separator));

/** An empty `old` stands before every character, and at the end. */
const replace = (text: string, old: string, by: string, count: Int = -1, meter: Meter): unknown => {
  const parts = old === '' ? ['', ...points(text), ''] : parted(text, old, meter);
  return joined(limited(parts, Number(count) + (count < 0 ? 0 : 1), old), by);
};

const reversed = (text: string): string => Array.from(text).toReversed().join('');

/** Unicode's White_Space; JavaScript's own has U+FEFF in place of U+0085. */
const trimmedStart = (text: string): string => text.replace(/^((?!\ufeff)[\s\x85])+/, '');

/** U+0007 to U+000D have letters of their own. */
const escaped = (char: string): string => {
  const letter = 'abtnvfr'[char.charCodeAt(0) - 7];
  return letter ? `\\${letter}` : char.replace(/["\\]/, '\\$&');
};

/** The strings extension of cel-go, but for `format`. */
export const STRING_OPS: readonly (readonly [string, Op])[] = optionalOps({
  char_at: ['si', (text: string, index: Int) => between([...points(text), ''], index, Number(index) + 1).join(''), 8],
  index_of: ['ssi', search('indexOf'), 4],
  last_index_of: ['ssi', search('lastIndexOf'), 4],
  lower_ascii: ['s', (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase()), 8],
  upper_ascii: ['s', (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase()), 8],
  replace: ['sssi', replace, 12],
  split: ['ssi', split, 8],
  substring: ['sii', substring, 8],
  trim: ['s', (text: string) => reversed(trimmedStart(reversed(trimmedStart(text)))), 24],
  reverse_str: ['s', reversed, 12],
  quote: ['s', (text: string) => boundedText(`"${text.replace(/["\\\p{Cc}]/gu, escaped)}"`), 16],
  join: ['ls', joined],
});
