// SPDX-License-Identifier: Apache-2.0

/** Words and signs of other languages, and what CEL writes instead. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['and', '`and` is written `&&`'],
  ['or', '`or` is written `||`'],
  ['not', '`not` is written `!`'],
  ['not in', '`a not in b` is written `!(a in b)`'],
  ['AND', '`AND` is written `&&`'],
  ['OR', '`OR` is written `||`'],
  ['NOT', '`NOT` is written `!`'],
  ['is', 'equality is written `==`'],
  ['=', 'equality is written `==`'],
  ['===', 'equality is written `==`'],
  ['!==', 'inequality is written `!=`'],
  ['<>', 'inequality is written `!=`'],
  ['&', '`&&` is the conjunction'],
  ['|', '`||` is the disjunction'],
  ['#', 'a comment begins with `//`'],
  ['/*', 'a comment begins with `//`'],
  ['??', 'a value that may be absent has a default: `a.?b.orValue(c)`'],
  ['?.', 'a member that may be absent is read as `a.?b`'],
  ['!-', 'signs of two kinds need brackets: `!(-x)`'],
  ['-!', 'signs of two kinds need brackets: `-(!x)`'],
  ['`', 'a member of any name is read as `value["name"]`'],
  ['\u201c', 'text stands in straight quotes: `"text"`'],
  ['\u201d', 'text stands in straight quotes: `"text"`'],
  ['\u2018', "text stands in straight quotes: `'text'`"],
  ['\u2019', "text stands in straight quotes: `'text'`"],
  ['\u2260', 'inequality is written `!=`'],
  ['\u2264', 'at most is written `<=`'],
  ['\u2265', 'at least is written `>=`'],
]);

/** What CEL writes instead of a word or sign of another language. */
export function foreignHelp(text: string): string | undefined {
  return FOREIGN.get(text);
}
