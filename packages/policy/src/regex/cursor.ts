// SPDX-License-Identifier: Apache-2.0

/** Reads a pattern from its beginning to its end. */
export interface Cursor {
  readonly at: () => number;
  readonly atEnd: () => boolean;
  readonly startsWith: (text: string) => boolean;
  /** Goes past `text` if it stands here. */
  readonly skip: (text: string) => boolean;
  /** Goes past what `pattern`, a sticky expression, finds here. */
  readonly match: (pattern: RegExp) => RegExpExecArray | undefined;
  /** The code point that stands here, as text, which is gone past; empty at the end. */
  readonly next: () => string;
  /** The pattern from `start` up to here. */
  readonly since: (start: number) => string;
}

export function createCursor(text: string): Cursor {
  let at = 0;
  return {
    at: () => at,
    atEnd: () => at >= text.length,
    startsWith: (part) => text.startsWith(part, at),
    skip: (part) => {
      const isHere = text.startsWith(part, at);
      if (isHere) at += part.length;
      return isHere;
    },
    match: (pattern) => {
      pattern.lastIndex = at;
      const found = pattern.exec(text) ?? undefined;
      if (found) at += found[0].length;
      return found;
    },
    next: () => {
      const point = text.codePointAt(at);
      const char = point === undefined ? '' : String.fromCodePoint(point);
      at += char.length;
      return char;
    },
    since: (start) => text.slice(start, at),
  };
}
