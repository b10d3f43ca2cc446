// SPDX-License-Identifier: Apache-2.0

/** Where a text stops being JSON, counted from 1, and what stands there. */
export interface JsonErrorAt {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * Finds the first character that makes `text` no JSON: the parser of the platform names a position only for some mistakes, so the longest
 * beginning that could still become JSON is searched for, by halves. `text` must not be JSON.
 */
export function jsonErrorAt(text: string): JsonErrorAt {
  let good = 0;
  let bad = text.length;
  if (couldBegin(text)) return at(text, text.length, 'the text ends too early');
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (couldBegin(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return at(text, good, `unexpected ${nameOf(text.slice(good))}`);
}

function at(text: string, offset: number, message: string): JsonErrorAt {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), message };
}

function nameOf(rest: string): string {
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return character === '\n' || character === '\r' ? 'end of line' : `\`${character}\``;
}

/** Whether some text that begins with `start` is JSON: it is JSON already, or the parser only misses what comes after the end. */
function couldBegin(start: string): boolean {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    // anchored: other messages quote the text itself
    const position = / in JSON at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(message)?.[1];
    return position === undefined ? message === 'Unexpected end of JSON input' : Number(position) >= start.length;
  }
}
