// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import type { Int } from '../values/numbers.ts';
import { indexIn, sizeOf } from '../values/text.ts';
import { boundedList, boundedText, joined } from './bounded.ts';

/** Indices count code points, as CEL's size of a string does. One that no number holds exactly is beyond any text. */
function substring(text: string, start: Int, end?: Int): string | undefined {
  const points = Array.from(text);
  const to = end ?? points.length;
  return start < 0 || start > to || to > points.length ? undefined : points.slice(Number(start), Number(to)).join('');
}

/** At its end a text has the empty text. */
const charAt = (text: string, index: Int): string | undefined => {
  const points = Array.from(text);
  return index < 0 || index > points.length ? undefined : (points[Number(index)] ?? '');
};

function indexOf(text: string, part: string, from: Int = 0): number | undefined {
  const before = substring(text, 0, from);
  if (before === undefined) return undefined;
  const units = indexIn(text, part, before.length);
  return units < 0 ? units : sizeOf(text.slice(0, units));
}

const reversed = (text: string): string => Array.from(text).reverse().join('');

/** The last place is the first one read from the end. */
function lastIndexOf(text: string, part: string, from?: Int): number | undefined {
  const size = sizeOf(text);
  if (from !== undefined && (from < 0 || from > size)) return undefined;
  const length = sizeOf(part);
  const index = indexOf(reversed(text), reversed(part), Math.max(0, size - length - Number(from ?? size)));
  return index === undefined || index < 0 ? index : size - length - index;
}

/** The text without its separators, in `count` parts at most, the last with all that is left; in all its parts where `count` is negative. */
function parted(text: string, separator: string, count: number): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (parts.length + 1 !== count) {
    const end = indexIn(text, separator, start);
    if (end < 0) break;
    parts.push(text.slice(start, end));
    start = end + separator.length;
  }
  return [...parts, text.slice(start)];
}

/** The same by an empty separator, which stands between all characters. */
const limited = (points: readonly string[], count: number): readonly string[] =>
  count < 0 || points.length <= count ? points : [...points.slice(0, count - 1), points.slice(count - 1).join('')];

const split = (text: string, separator: string, count: Int = -1): unknown => {
  const most = Number(count);
  if (most === 0) return [];
  return boundedList(separator === '' ? limited(Array.from(text), most) : parted(text, separator, most));
};

/** An empty `old` stands before every character, and at the end. */
const replace = (text: string, old: string, by: string, count: Int = -1): unknown => {
  const most = count < 0 ? -1 : Number(count) + 1;
  return joined(old === '' ? limited(['', ...Array.from(text), ''], most) : parted(text, old, most), by);
};

/** Unicode's White_Space; JavaScript's own has U+FEFF in place of U+0085. */
const isSpace = (unit: string | undefined): boolean => unit !== undefined && unit !== '\ufeff' && /[\s\x85]/.test(unit);

function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return text.slice(start, end);
}

/** U+0007 to U+000D have letters of their own. */
const quote = (text: string): unknown =>
  boundedText(
    `"${text.replace(/["\\\x07-\r]/g, (char) => `\\${char < ' ' ? 'abtnvfr'[char.charCodeAt(0) - 7] : char}`)}"`,
  );

/** The strings extension of cel-go, but for `format`. */
export const STRING_OPS: readonly (readonly [string, Op])[] = pureOps({
  char_at: ['si', charAt],
  index_of: ['ss', indexOf],
  index_of_from: ['ssi', indexOf],
  last_index_of: ['ss', lastIndexOf],
  last_index_of_from: ['ssi', lastIndexOf],
  lower_ascii: ['s', (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())],
  upper_ascii: ['s', (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())],
  replace: ['sss', replace],
  replace_some: ['sssi', replace],
  split: ['ss', split],
  split_some: ['ssi', split],
  substring: ['si', substring],
  substring_to: ['sii', substring],
  trim: ['s', trim],
  reverse_str: ['s', reversed],
  quote: ['s', quote],
  join: ['l', (texts: readonly unknown[]) => joined(texts, '')],
  join_by: ['ls', joined],
});
