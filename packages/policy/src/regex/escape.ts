// SPDX-License-Identifier: Apache-2.0
import { LAST_POINT, negated, NO_CHAR, type CharSet } from './char-set.ts';
import type { Cursor } from './cursor.ts';
import { mistake } from './mistake.ts';
import { PERL_SETS } from './named-sets.ts';
import { unicodeSet, type Cased } from './unicode.ts';

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 0x07],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
  ['v', 0x0b],
]);

/** A set named by an escape, `\d` or `\p{Greek}`, if one stands here. Other cases are added before a set is negated. */
export function escapedSet(cursor: Cursor, cased: Cased): CharSet | undefined {
  const start = cursor.at();
  const perl = cursor.match(/\\([dsw])/iy)?.[1];
  if (perl !== undefined) {
    const set = cased(PERL_SETS.get(perl.toLowerCase()) ?? NO_CHAR);
    return perl === perl.toLowerCase() ? set : negated(set);
  }
  const unicode = cursor.match(/\\([pP])(?:\{(\^?)([^}]*)\}|([^{]))/uy);
  if (!unicode) return undefined;
  const found = unicodeSet(unicode[3] ?? unicode[4] ?? '');
  if (found === undefined) return mistake(`unknown character class \`${cursor.since(start)}\``, start);
  const isNegated = (unicode[1] === 'P') !== (unicode[2] === '^');
  return isNegated ? negated(cased(found)) : cased(found);
}

/** The character an escape stands for; the cursor is at its backslash. */
export function escapedChar(cursor: Cursor): number {
  const start = cursor.at();
  cursor.skip('\\');
  if (cursor.atEnd()) return mistake('a backslash at the end', start);
  // `\1` to `\7` alone would be a reference to a group
  const octal = cursor.match(/0[0-7]{0,2}|[1-7][0-7]{1,2}/y)?.[0];
  if (octal !== undefined) return parseInt(octal, 8);
  const hex = cursor.match(/x(?:([\da-f]{2})|\{([\da-f]+)\})/iy);
  if (hex) {
    const point = parseInt(hex[1] ?? hex[2] ?? '', 16);
    return point <= LAST_POINT ? point : mistake(`no character \`${cursor.since(start)}\``, start);
  }
  const char = cursor.next();
  const control = CONTROLS.get(char);
  if (control !== undefined) return control;
  if (/^[!-/:-@[-`{-~ \x00-\x1f\x7f]$/.test(char)) return char.charCodeAt(0);
  return mistake(`unknown escape \`\\${char}\``, start);
}
