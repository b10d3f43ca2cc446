// SPDX-License-Identifier: Apache-2.0
import { flowCursor } from './flow-cursor.ts';

/** Where a cursor stands in a text that somebody is writing: found by indentation, for the text need not be YAML at the moment. */
export interface Cursor {
  /** The keys that lead to the map the cursor is in; undefined for an item of a list. */
  readonly path: readonly (string | undefined)[];
  /** The key whose value is written; undefined where a key is. */
  readonly key?: string;
  /** What is written of the key or the value before the cursor. */
  readonly before: string;
  /** The keys beside. */
  readonly siblings: readonly string[];
}

/** A key or the dash of an item, and the column it begins at. */
type Opener = { readonly column: number } & (
  { readonly kind: 'item' } | { readonly kind: 'key'; readonly key: string; readonly end: number }
);

/** Finds what stands at `offset` of `text`. */
export function cursorAt(text: string, offset: number): Cursor {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const above = text.slice(0, start).split('\n').slice(0, -1);
  const below = text.slice(offset).split('\n').slice(1);
  const line = text.slice(start, offset);
  const rest = /^[^\n]*/.exec(text.slice(offset, offset + 1024))?.[0] ?? '';
  const openers = openersOf(line + rest).filter(({ column }) => column < line.length);
  const key = openers.findLast((opener) => opener.kind === 'key');
  const isValue = key !== undefined && key.end <= line.length;
  const last = openers.at(-1);
  const column = isValue || last?.kind === 'key' ? (last?.column ?? 0) : line.length - beginOf(line, last).length;
  const own = openers.filter((opener) => opener.column < column);
  const parents = pathOf(above, own, column);
  const before = isValue ? line.slice(key.end).trimStart() : line.slice(column);
  if (/^[[{]/.test(before)) return flowCursor(before, isValue ? [...parents, key.key] : parents);
  const siblings = [...siblingsOf(above.toReversed(), column, true), ...siblingsOf(below, column, false)];
  return { path: parents, ...(isValue && { key: key.key }), before, siblings };
}

/** What is written of a key that has no colon yet. */
function beginOf(line: string, last: Opener | undefined): string {
  const from = last === undefined ? 0 : last.column + 1;
  return line.slice(from).trimStart();
}

/** The dashes and the key a line begins with. */
function openersOf(line: string): readonly Opener[] {
  const openers: Opener[] = [];
  let at = skipBlanks(line, 0);
  while (line[at] === '-' && (line[at + 1] === ' ' || at + 1 === line.length)) {
    openers.push({ kind: 'item', column: at });
    at = skipBlanks(line, at + 1);
  }
  const quote = line[at] === '"' || line[at] === "'" ? line[at] : undefined;
  const close = quote === undefined ? at : line.indexOf(quote, at + 1) + 1;
  if (/[#{[]/.test(line[at] ?? '') || (quote !== undefined && close === 0)) return openers;
  const colon = colonAt(line, close);
  if (colon === -1) return openers;
  const key = quote === undefined ? line.slice(at, colon).trimEnd() : line.slice(at + 1, close - 1);
  return [...openers, { kind: 'key', column: at, key, end: colon + 1 }];
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (line[at] === ' ') at++;
  return at;
}

/** The colon that ends a key: at the end of the line, or with a blank behind it. */
function colonAt(line: string, from: number): number {
  for (let at = line.indexOf(':', from); at !== -1; at = line.indexOf(':', at + 1))
    if (at + 1 === line.length || line[at + 1] === ' ') return at;
  return -1;
}

/** The keys and items that what stands at `column` is below of: `above` are the lines above it, `own` what stands before it on its line. */
function pathOf(above: readonly string[], own: readonly Opener[], column: number): readonly (string | undefined)[] {
  const path: (string | undefined)[] = [];
  let inner = column;
  let inItem = false;
  for (let line = above.length; line >= 0 && (inner > 0 || inItem); line--) {
    const openers = line === above.length ? own : openersOf(above[line] ?? '');
    for (const opener of openers.toReversed()) {
      // A list may stand at the very column of its key.
      const isAbove = opener.column < inner || (inItem && opener.kind === 'key' && opener.column === inner);
      if (!isAbove) continue;
      path.push(opener.kind === 'key' ? opener.key : undefined);
      inItem = opener.kind === 'item';
      inner = opener.column;
    }
  }
  return path.toReversed();
}

/** The keys at `column` on the lines up to where the map ends. */
function siblingsOf(lines: readonly string[], column: number, upwards: boolean): readonly string[] {
  const keys: string[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const openers = openersOf(line);
    const key = openers.find((opener) => opener.column === column);
    const first = openers[0]?.column ?? skipBlanks(line, 0);
    if (key?.kind === 'key' && (first === column || upwards)) keys.push(key.key);
    if (first < column) break;
  }
  return keys;
}
