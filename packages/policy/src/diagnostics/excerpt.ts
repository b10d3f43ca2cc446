// SPDX-License-Identifier: Apache-2.0
import stringWidth from 'string-width';
import { escapeInvisible } from './invisible.ts';

/** A line as it is shown, and where the marked part of it is: in columns of a terminal. */
export interface Excerpt {
  readonly text: string;
  readonly column: number;
  readonly width: number;
}

const CUT = '...';
const TAB = '    ';

/**
 * The part of `line` around the units from `start` to `end`, at most `room` columns wide. Tabs become blanks, wide characters
 * count two columns, and what nobody would see is written as its code point.
 */
export function excerpt(line: string, start: number, end: number, room: number): Excerpt {
  // A line may be as long as the file; what is further away than this cannot be shown.
  const from = wholeCharacter(line, Math.max(0, start - 2 * room));
  const to = wholeCharacter(line, Math.min(line.length, start + 2 * room));
  const before = cells(line.slice(from, start));
  const after = cells(line.slice(start, to));
  const fits = from === 0 && to === line.length && columns(before) + columns(after) <= room;
  if (fits) return assemble(before, after, line.slice(start, Math.min(end, to)), '', '', room);

  const free = room - 2 * CUT.length;
  const right = take(after, Math.max(free - columns(before), Math.ceil((free * 2) / 3)));
  const left = take(before.toReversed(), free - columns(right)).toReversed();
  const cutLeft = from > 0 || left.length < before.length ? CUT : '';
  const cutRight = to < line.length || right.length < after.length ? CUT : '';
  return assemble(left, right, line.slice(start, Math.min(end, to)), cutLeft, cutRight, room);
}

function assemble(
  left: readonly string[],
  right: readonly string[],
  marked: string,
  cutLeft: string,
  cutRight: string,
  room: number,
): Excerpt {
  const column = cutLeft.length + columns(left);
  const width = Math.min(columns(cells(marked)), columns(right), room - column);
  return { text: `${cutLeft}${left.join('')}${right.join('')}${cutRight}`, column, width: Math.max(1, width) };
}

/** What each character of `text` is shown as. */
function cells(text: string): readonly string[] {
  return Array.from(text, (character) =>
    character === '\t' ? TAB : character === '\r' ? '' : escapeInvisible(character),
  );
}

function columns(shown: readonly string[]): number {
  return shown.reduce((sum, cell) => sum + stringWidth(cell), 0);
}

/** As many of `shown`, from its beginning, as fit. */
function take(shown: readonly string[], room: number): readonly string[] {
  let used = 0;
  const count = shown.findIndex((cell) => (used += stringWidth(cell)) > room);
  return count === -1 ? shown : shown.slice(0, count);
}

/** `index`, or the one before where it would cut a surrogate pair. */
function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return index > 0 && code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}
