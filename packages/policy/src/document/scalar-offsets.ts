// SPDX-License-Identifier: Apache-2.0
import { blockOffsets } from './block-scalar.ts';

/** How a scalar is written: plain, 'single', "double", or a block (literal `|` and folded `>` alike). */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/**
 * Where each UTF-16 unit of `decoded` stands in `source`: quoting, escapes, indentation and folding undone.
 * `start` and `end` bound the scalar in `source`, quotes or the block's header included. The list has one more entry: the end.
 */
export function scalarOffsets(
  source: string,
  start: number,
  end: number,
  style: ScalarStyle,
  decoded: string,
): readonly number[] {
  const raw = source.slice(start, end);
  const offsets = style === 'block' ? [...(blockOffsets(raw, decoded) ?? [])] : flowOffsets(raw, style);
  // More or fewer units than the parser saw: only where it also reported a mistake. Stay inside the scalar.
  while (offsets.length <= decoded.length) offsets.push(raw.length);
  return offsets.slice(0, decoded.length + 1).map((offset) => start + offset);
}

/** Flow scalars: YAML 1.2.2 sections 7.3.1 to 7.3.3 and 6.5 (line folding). */
function flowOffsets(raw: string, style: 'plain' | 'single' | 'double'): number[] {
  const offsets: number[] = [];
  const last = style === 'plain' ? raw.length : raw.length - 1;
  let i = style === 'plain' ? 0 : 1;
  while (i < last) {
    const blanks = blanksAt(raw, i);
    const fold = foldAt(raw, blanks, last);
    if (fold === undefined && blanks > i) {
      // Blanks within a line are looked at once, however many they are.
      const end = Math.min(blanks, last);
      while (i < end) offsets.push(i++);
    } else if (fold !== undefined) {
      // One break is a space; of more, all but the first stay.
      for (const place of fold.breaks.length === 1 ? fold.breaks : fold.breaks.slice(1)) offsets.push(place);
      i = fold.end;
    } else if (style === 'single' && raw[i] === "'") {
      offsets.push(i);
      i += 2;
    } else if (style === 'double' && raw[i] === '\\') {
      const escape = escapeAt(raw, i);
      for (let unit = 0; unit < escape.units; unit++) offsets.push(i);
      i = escape.end;
    } else {
      offsets.push(i++);
    }
  }
  offsets.push(last);
  return offsets;
}

/** Where the blanks end that begin at `from`. */
function blanksAt(raw: string, from: number): number {
  let end = from;
  while (raw[end] === ' ' || raw[end] === '\t') end++;
  return end;
}

const FOLD = /\r?\n(?:[ \t]|\r?\n)*/y;

/** The line breaks at `blanks`, where the blanks before them end, with the blanks behind. */
function foldAt(
  raw: string,
  blanks: number,
  last: number,
): { readonly breaks: readonly number[]; readonly end: number } | undefined {
  if (raw[blanks] !== '\r' && raw[blanks] !== '\n') return undefined;
  FOLD.lastIndex = blanks;
  const matched = FOLD.exec(raw)?.[0];
  if (matched === undefined) return undefined;
  const breaks: number[] = [];
  for (let i = 0; i < matched.length; i++) if (matched[i] === '\n') breaks.push(blanks + i);
  return { breaks, end: Math.min(blanks + matched.length, last) };
}

const DIGITS: ReadonlyMap<string | undefined, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
const ESCAPED_BREAK = /\\\r?\n[ \t]*/y;

/** An escape sequence: how many UTF-16 units it stands for, and where it ends. */
function escapeAt(raw: string, from: number): { readonly units: number; readonly end: number } {
  ESCAPED_BREAK.lastIndex = from;
  const escapedBreak = ESCAPED_BREAK.exec(raw)?.[0];
  if (escapedBreak !== undefined) return { units: 0, end: from + escapedBreak.length };
  const digits = DIGITS.get(raw[from + 1]);
  if (digits === undefined) return { units: 1, end: from + 2 };
  const code = Number.parseInt(raw.slice(from + 2, from + 2 + digits), 16);
  return { units: code > 0xffff ? 2 : 1, end: from + 2 + digits };
}
