// SPDX-License-Identifier: Apache-2.0
import { ANY_CHAR, negated, type CharSet } from './char-set.ts';
import { parseBrackets } from './brackets.ts';
import { createCursor, type Cursor } from './cursor.ts';
import { escapedChar, escapedSet } from './escape.ts';
import { mistake } from './mistake.ts';
import {
  BEGIN_LINE,
  BEGIN_TEXT,
  choice,
  END_LINE,
  END_TEXT,
  NO_WORD_BOUNDARY,
  sequence,
  WORD_BOUNDARY,
  type Node,
} from './node.ts';
import { createSetPool, type SetPool } from './set-pool.ts';
import { withOtherCases, type Cased } from './unicode.ts';

/** Deeper groups are refused: what reads them goes as deep as they do. */
const MAX_DEPTH = 100;

/** RE2's own limit. */
const MAX_REPEAT = 1_000;

/** The flags a group may set; `U` and greediness change which text is matched, and not whether one is. */
interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

const NEWLINE: CharSet = [[0x0a, 0x0a]];

const PLACES: ReadonlyMap<string, number> = new Map([
  ['A', BEGIN_TEXT],
  ['z', END_TEXT],
  ['b', WORD_BOUNDARY],
  ['B', NO_WORD_BOUNDARY],
]);

/** Reads a regular expression as RE2 does (github.com/google/re2, "Syntax"). Throws PatternMistake. */
export function parsePattern(pattern: string): Node {
  const cursor = createCursor(pattern);
  const names = new Set<string>();
  const node = parseChoice({ cursor, names, pool: createSetPool(), depth: 0 }, { i: false, m: false, s: false });
  return cursor.atEnd() ? node : mistake('`)` closes nothing', cursor.at());
}

interface Reader {
  readonly cursor: Cursor;
  /** The names of groups so far. */
  readonly names: Set<string>;
  readonly pool: SetPool;
  readonly depth: number;
}

/** Up to the end, or to the parenthesis that closes the group. Flags set on the way hold to there. */
function parseChoice(reader: Reader, outer: Flags): Node {
  const { cursor } = reader;
  if (reader.depth > MAX_DEPTH) return mistake('groups are nested too deep', cursor.at());
  const branches: Node[][] = [[]];
  let flags = outer;
  while (!cursor.atEnd() && !cursor.startsWith(')')) {
    const branch = branches.at(-1) ?? [];
    if (cursor.skip('|')) branches.push([]);
    else if (cursor.skip('\\Q')) branch.push(...parseQuoted(reader, flags));
    else {
      const start = cursor.at();
      const changed = parseFlags(cursor, flags);
      if (changed) flags = changed;
      else branch.push(parseRepeat(cursor, parseItem(reader, flags), start));
    }
  }
  return choice(branches.map(sequence), reader.pool.join);
}

/** `(?i)`: flags for the rest of the group. */
function parseFlags(cursor: Cursor, flags: Flags): Flags | undefined {
  const found = cursor.match(/\(\?([imsU]*(?:-[imsU]+)?)\)/y);
  return found && withFlags(flags, found[1] ?? '');
}

function withFlags(flags: Flags, text: string): Flags {
  const [on = '', off = ''] = text.split('-');
  const flag = (name: keyof Flags): boolean => !off.includes(name) && (on.includes(name) || flags[name]);
  return { i: flag('i'), m: flag('m'), s: flag('s') };
}

/** `\Q...\E`: characters as they are. What repeats after it repeats the last of them. */
function parseQuoted(reader: Reader, flags: Flags): readonly Node[] {
  const { cursor } = reader;
  const nodes: Node[] = [];
  let start = cursor.at();
  while (!cursor.atEnd() && !cursor.skip('\\E')) {
    start = cursor.at();
    nodes.push(char(cursor.next(), reader, flags));
  }
  const last = nodes.pop();
  return last ? [...nodes, parseRepeat(cursor, last, start)] : nodes;
}

function char(text: string, { pool }: Reader, flags: Flags): Node {
  const point = text.codePointAt(0) ?? 0;
  return { kind: 'chars', set: pool.of(`${flags.i ? 'i' : ''}${text}`, () => casedBy(flags)([[point, point]])) };
}

/** What adds the other cases of characters, where case does not matter. */
const casedBy = (flags: Flags): Cased => (flags.i ? withOtherCases : (set) => set);

function parseItem(reader: Reader, flags: Flags): Node {
  const { cursor } = reader;
  const start = cursor.at();
  if (cursor.startsWith('(')) return parseGroup(reader, flags);
  if (cursor.startsWith('[')) return { kind: 'chars', set: parseBrackets(cursor, casedBy(flags), reader.pool) };
  if (cursor.startsWith('\\')) return parseEscape(reader, flags);
  if (cursor.skip('.')) return { kind: 'chars', set: flags.s ? ANY_CHAR : negated(NEWLINE) };
  if (cursor.skip('^')) return { kind: 'place', is: flags.m ? BEGIN_LINE : BEGIN_TEXT };
  if (cursor.skip('$')) return { kind: 'place', is: flags.m ? END_LINE : END_TEXT };
  if (repetition(cursor)) return mistake(`nothing for \`${cursor.since(start)}\` to repeat`, start);
  return char(cursor.next(), reader, flags);
}

function parseEscape(reader: Reader, flags: Flags): Node {
  const { cursor } = reader;
  const place = PLACES.get(cursor.match(/\\([AzbB])/y)?.[1] ?? '');
  if (place !== undefined) return { kind: 'place', is: place };
  const set = escapedSet(cursor, casedBy(flags));
  if (set) return { kind: 'chars', set };
  return char(String.fromCodePoint(escapedChar(cursor)), reader, flags);
}

/** A group: `(...)`, `(?:...)`, `(?P<name>...)`, `(?i-s:...)`. */
function parseGroup(reader: Reader, flags: Flags): Node {
  const { cursor, names, pool, depth } = reader;
  const start = cursor.at();
  cursor.skip('(');
  const named = cursor.match(/\?P?<(\w+)>/y);
  const own = named ? undefined : cursor.match(/\?([imsU]*(?:-[imsU]+)?):/y);
  if (!named && !own && cursor.match(/\?(?:<[=!]|P.|.)?/suy))
    return mistake(`RE2 has no group \`${cursor.since(start)}\``, start);
  const name = named?.[1];
  if (name !== undefined && names.has(name)) return mistake(`a second group named \`${name}\``, start);
  if (name !== undefined) names.add(name);
  const node = parseChoice({ cursor, names, pool, depth: depth + 1 }, own ? withFlags(flags, own[1] ?? '') : flags);
  return cursor.skip(')') ? node : mistake('`(` is never closed', start);
}

interface Repetition {
  readonly min: number;
  readonly max: number | undefined;
}

const SHORT: ReadonlyMap<string, Repetition> = new Map([
  ['*', { min: 0, max: undefined }],
  ['+', { min: 1, max: undefined }],
  ['?', { min: 0, max: 1 }],
]);

/** `*`, `+`, `?`, `{2,5}`, lazy or not. Braces that hold no such thing are characters like others. */
function repetition(cursor: Cursor): Repetition | undefined {
  const start = cursor.at();
  const found = cursor.match(/(?:([*+?])|\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\})\??/y);
  if (!found) return undefined;
  const [, short, min = '', comma, max] = found;
  const repeat = SHORT.get(short ?? '');
  if (repeat) return repeat;
  const least = Number(min);
  const most = comma === undefined ? least : max === undefined ? undefined : Number(max);
  if (least > MAX_REPEAT || (most ?? 0) > MAX_REPEAT)
    return mistake(`\`${found[0]}\` repeats more than ${MAX_REPEAT} times`, start);
  return most !== undefined && most < least
    ? mistake(`\`${found[0]}\` ends before it begins`, start)
    : { min: least, max: most };
}

/** The item, repeated as what follows it says. */
function parseRepeat(cursor: Cursor, item: Node, start: number): Node {
  const found = repetition(cursor);
  if (!found) return item;
  const repeated = cursor.since(start);
  const second = cursor.at();
  if (repetition(cursor))
    return mistake(`\`${cursor.since(second)}\` after \`${repeated}\`, which repeats already`, second);
  return { kind: 'repeat', of: item, ...found };
}
