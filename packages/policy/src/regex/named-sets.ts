// SPDX-License-Identifier: Apache-2.0
import { charSet, type CharSet } from './char-set.ts';

const set = (text: string): CharSet =>
  charSet(text.split(' ').map((range) => [range.charCodeAt(0), range.charCodeAt(range.length - 1)]));

const SPACE: CharSet = charSet([
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
]);
export const WORD: CharSet = set('0-9 A-Z a-z _');

/** `\d`, `\s`, `\w` (RE2, "Perl character classes"): ASCII only, and no vertical tab among the spaces. */
export const PERL_SETS: ReadonlyMap<string, CharSet> = new Map([
  ['d', set('0-9')],
  ['s', SPACE],
  ['w', WORD],
]);

/** `[:alpha:]` and its like, within brackets (RE2, "ASCII character classes"). */
export const POSIX_SETS: ReadonlyMap<string, CharSet> = new Map([
  ['alnum', set('0-9 A-Z a-z')],
  ['alpha', set('A-Z a-z')],
  ['ascii', [[0, 0x7f]]],
  [
    'blank',
    charSet([
      [0x09, 0x09],
      [0x20, 0x20],
    ]),
  ],
  [
    'cntrl',
    charSet([
      [0, 0x1f],
      [0x7f, 0x7f],
    ]),
  ],
  ['digit', set('0-9')],
  ['graph', set('!-~')],
  ['lower', set('a-z')],
  ['print', [[0x20, 0x7e]]],
  ['punct', set('!-/ :-@ [-` {-~')],
  [
    'space',
    charSet([
      [0x09, 0x0d],
      [0x20, 0x20],
    ]),
  ],
  ['upper', set('A-Z')],
  ['word', WORD],
  ['xdigit', set('0-9 A-F a-f')],
]);
