// SPDX-License-Identifier: Apache-2.0
import type { Range } from './ast.ts';

export interface Token extends Range {
  readonly kind: 'word' | 'number' | 'string' | 'unclosed' | 'bracket' | 'symbol' | 'unknown';
  readonly text: string;
}

// CEL specification, "Syntax". Each alternative begins with another character or cannot match empty text, so none backtracks far.
const STRING = /(?:[rR]?[bB]?|[bB][rR])(?:"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')/y;
const RAW_STRING = /(?:[rR][bB]?|[bB][rR])(?:"""[^]*?"""|'''[^]*?'''|"[^"\r\n]*"|'[^'\r\n]*')/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+[uU]?|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[uU]?/y;
const SPACE = /(?:[ \t\r\n\f]+|\/\/[^\n]*)+/y;
const SYMBOL = /&&|\|\||==|!=|<=|>=|[<>!+\-*/%?:.,]/y;

/**
 * The tokens of a CEL expression, comments and white space left out. Never fails: a character CEL has no use for is a token `unknown`,
 * and a quote that is never closed is `unclosed` and reaches to the end of the text.
 */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0];
  };
  while (position < text.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      position += space.length;
      continue;
    }
    const [kind, found] = next(text, position, match);
    tokens.push({ kind, text: found, start: position, end: position + found.length });
    position += found.length;
  }
  return tokens;
}

function next(
  text: string,
  position: number,
  match: (pattern: RegExp) => string | undefined,
): readonly [Token['kind'], string] {
  const string = match(RAW_STRING) ?? match(STRING);
  if (string !== undefined) return ['string', string];
  const word = match(WORD);
  if (word !== undefined) return ['word', word];
  const number = match(NUMBER);
  if (number !== undefined) return ['number', number];
  const symbol = match(SYMBOL);
  if (symbol !== undefined) return ['symbol', symbol];
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  if ('()[]{}'.includes(character)) return ['bracket', character];
  if (character === '"' || character === "'") return ['unclosed', text.slice(position)];
  return ['unknown', character];
}

const CLOSES: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/** How brackets pair up. */
export interface Brackets {
  /** The partner of each bracket that has one, both ways, by index into the tokens. */
  readonly partner: ReadonlyMap<number, number>;
  /** The first bracket that has none, or the wrong one. */
  readonly unmatched?: Token;
  readonly depth: number;
}

/** Pairs the brackets of `tokens`. */
export function bracketsOf(tokens: readonly Token[]): Brackets {
  const partner = new Map<number, number>();
  const open: number[] = [];
  let depth = 0;
  let unmatched: Token | undefined;
  tokens.forEach((token, index) => {
    if (token.kind !== 'bracket') return;
    if (CLOSES.has(token.text)) {
      open.push(index);
      depth = Math.max(depth, open.length);
      return;
    }
    const opener = open.pop();
    if (opener === undefined || CLOSES.get(tokens[opener]?.text ?? '') !== token.text) {
      unmatched ??= token;
      return;
    }
    partner.set(opener, index).set(index, opener);
  });
  const left = open[0];
  unmatched ??= left === undefined ? undefined : tokens[left];
  return { partner, depth, ...(unmatched === undefined ? {} : { unmatched }) };
}
