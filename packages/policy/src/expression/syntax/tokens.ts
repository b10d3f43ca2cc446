// SPDX-License-Identifier: Apache-2.0
import type { Range } from '../ast.ts';

/**
 * One sign of an expression. `name` is a name in backticks, `unclosed` a quote that is never closed (it reaches to the end of the text),
 * `unknown` a character CEL has no use for, and the last token is always `end`.
 */
export interface Token extends Range {
  readonly kind: 'word' | 'name' | 'number' | 'string' | 'unclosed' | 'symbol' | 'unknown' | 'end';
  readonly text: string;
}

// cel-spec, "Syntax". What repeats in a pattern can match a text in one way only, so each looks at a character three times at most.
const SPACE = /(?:[ \t\r\n\f]+|\/\/[^\n]*)+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NAME = /`[A-Za-z0-9_./ -]+`/y;
const NUMBER = /0x[0-9a-fA-F]+[uU]?|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+(?:[eE][+-]?[0-9]+|[uU])?/y;
const SYMBOL = /&&|\|\||==|!=|<=|>=|[<>!+\-*/%?:.,()[\]{}]/y;
const QUOTE = /([bB]?[rR]?)("""|'''|"|')/y;

/** The tokens of a CEL expression, white space and comments left out. Never fails; linear in the length of the text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = start;
    return pattern.exec(text);
  };
  const add = (kind: Token['kind'], end: number): void => {
    tokens.push({ kind, text: text.slice(start, end), start, end });
    start = end;
  };
  while (start < text.length) {
    const space = match(SPACE);
    if (space) {
      start += space[0].length;
      continue;
    }
    const quote = match(QUOTE);
    if (quote) {
      const end = closing(text, start + quote[0].length, quote[2] ?? '', quote[1] ?? '');
      add(end === undefined ? 'unclosed' : 'string', end ?? text.length);
      continue;
    }
    const [kind, found] = plain(match) ?? ['unknown', String.fromCodePoint(text.codePointAt(start) ?? 0)];
    add(kind, start + found.length);
  }
  add('end', text.length);
  return tokens;
}

function plain(match: (pattern: RegExp) => RegExpExecArray | null): readonly [Token['kind'], string] | undefined {
  for (const [kind, pattern] of PLAIN) {
    const found = match(pattern);
    if (found) return [kind, found[0]];
  }
  return undefined;
}

const PLAIN: readonly (readonly [Token['kind'], RegExp])[] = [
  ['word', WORD],
  ['number', NUMBER],
  ['symbol', SYMBOL],
  ['name', NAME],
];

const ESCAPED: Readonly<Record<string, RegExp>> = {
  '"': /(?:[^"\\\r\n]|\\[^\r\n])*"/y,
  "'": /(?:[^'\\\r\n]|\\[^\r\n])*'/y,
  '"""': /(?:[^"\\]|\\[^]|"(?!""))*"""/y,
  "'''": /(?:[^'\\]|\\[^]|'(?!''))*'''/y,
};
const RAW: Readonly<Record<string, RegExp>> = {
  '"': /[^"\r\n]*"/y,
  "'": /[^'\r\n]*'/y,
  '"""': /(?:[^"]|"(?!""))*"""/y,
  "'''": /(?:[^']|'(?!''))*'''/y,
};

/** Where the string ends whose content begins at `from`. */
function closing(text: string, from: number, quote: string, prefix: string): number | undefined {
  const pattern = (/r/i.test(prefix) ? RAW : ESCAPED)[quote];
  if (pattern === undefined) return undefined;
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
