// SPDX-License-Identifier: Apache-2.0
import { negated, type CharSet } from './char-set.ts';
import type { Cursor } from './cursor.ts';
import { escapedChar, escapedSet } from './escape.ts';
import { mistake } from './mistake.ts';
import { POSIX_SETS } from './named-sets.ts';
import type { SetPool } from './set-pool.ts';
import { withOtherCases, type Cased } from './unicode.ts';

/** A set in brackets: `[a-z\d]`, `[^[:alpha:]_]`, the same for the same text in `pool`. The cursor is at the opening bracket. */
export function parseBrackets(cursor: Cursor, cased: Cased, pool: SetPool): CharSet {
  const start = cursor.at();
  cursor.skip('[');
  const isNegated = cursor.skip('^');
  const sets: CharSet[] = [];
  // a closing bracket that comes first is a character like others
  do {
    if (cursor.atEnd()) return mistake('`[` is never closed', start);
    sets.push(namedSet(cursor, cased) ?? cased(range(cursor)));
  } while (!cursor.skip(']'));
  const text = (cased === withOtherCases ? 'i' : '') + cursor.since(start);
  return pool.of(text, () => (isNegated ? negated(pool.join(sets)) : pool.join(sets)));
}

function namedSet(cursor: Cursor, cased: Cased): CharSet | undefined {
  const start = cursor.at();
  const posix = cursor.match(/\[:(\^?)([^:\]]*):\]/y);
  if (!posix) return escapedSet(cursor, cased);
  const set = POSIX_SETS.get(posix[2] ?? '');
  if (set === undefined) return mistake(`unknown character class \`${posix[0]}\``, start);
  return posix[1] ? negated(cased(set)) : cased(set);
}

function range(cursor: Cursor): CharSet {
  const start = cursor.at();
  const first = bracketChar(cursor);
  // a hyphen before the closing bracket is a character like others
  if (!cursor.match(/-(?=[^\]])/y)) return [[first, first]];
  const last = bracketChar(cursor);
  return first <= last
    ? [[first, last]]
    : mistake(`\`${cursor.since(start)}\` is a range that ends before it begins`, start);
}

function bracketChar(cursor: Cursor): number {
  if (cursor.startsWith('\\')) return escapedChar(cursor);
  return cursor.next().codePointAt(0) ?? mistake('`[` is never closed', cursor.at());
}
