// SPDX-License-Identifier: Apache-2.0
import type { Ast, Range } from '../ast.ts';
import type { Dialect } from './dialect.ts';
import { mistakeAt } from './mistakes.ts';
import type { Wanted } from './place.ts';
import { Refusal } from './refusal.ts';
import { tokensOf, type Token } from './tokens.ts';

/** A parsed part: its tree, and how far it reaches with the brackets around it. `depth` counts the operations it nests. */
export interface Part extends Range {
  readonly ast: Ast;
  readonly depth: number;
}

/** Reads the tokens of one text, keeps count of its limits, and refuses what is wrong with it. */
export interface Reader {
  readonly dialect: Dialect;
  readonly textOf: (range: Range) => string;
  /** The token that comes `ahead` tokens after the next one. */
  readonly peek: (ahead?: number) => Token;
  readonly next: () => Token;
  /** Whether the next token is the symbol. */
  readonly sees: (symbol: string) => boolean;
  /** The next token if it is the symbol, which is read then. */
  readonly take: (symbol: string) => Token | undefined;
  readonly expect: (symbol: string, wanted: Wanted) => Token;
  /** Refuses the next token: something else was wanted. */
  readonly fail: (wanted: Wanted) => never;
  /** Reads what stands in brackets, the opening one being the next token. */
  readonly within: <T>(close: string, wanted: Wanted, read: () => T) => readonly [T, Token];
  /** Reads what is one level deeper. */
  readonly nested: <T>(read: () => T) => T;
  /** A part of the tree, made of `parts`, that reaches over `range`. */
  readonly part: (ast: Ast, range: Range, parts?: readonly Part[]) => Part;
}

/** A reader of `text` at its beginning. Refuses one that is too long. */
export function createReader(text: string, dialect: Dialect): Reader {
  const { limits } = dialect;
  const tooLarge = (message: string): never => {
    const whole = { start: 0, end: text.length };
    throw new Refusal('limit-exceeded', whole, message, 'split it: name parts of it under `variables`');
  };
  if (text.length > limits.length) {
    tooLarge(`an expression is at most ${limits.length} characters long, this one has ${text.length}`);
  }
  const tokens = tokensOf(text);
  const open: Token[] = [];
  let index = 0;
  let levels = 0;
  let nodes = 0;

  const at = (place: number): Token => tokens[Math.min(place, tokens.length - 1)] ?? { ...END, start: text.length };
  const peek = (ahead = 0): Token => at(index + ahead);
  const next = (): Token => at(index++);
  const sees = (symbol: string): boolean => peek().kind === 'symbol' && peek().text === symbol;
  const take = (symbol: string): Token | undefined => (sees(symbol) ? next() : undefined);
  const fail = (wanted: Wanted): never => {
    const { range, message, help } = mistakeAt({ tokens, index, open, wanted, end: text.length });
    throw new Refusal('expression-syntax', range, message, help);
  };
  const expect = (symbol: string, wanted: Wanted): Token => take(symbol) ?? fail(wanted);
  const nested = <T>(read: () => T): T => {
    if (++levels > limits.depth) tooLarge(`an expression is at most ${limits.depth} levels deep`);
    const result = read();
    levels--;
    return result;
  };
  return {
    dialect,
    textOf: ({ start, end }) => text.slice(start, end),
    peek,
    next,
    sees,
    take,
    expect,
    fail,
    nested,
    within: (close, wanted, read) => {
      open.push(next());
      const result = nested(read);
      const closing = expect(close, wanted);
      open.pop();
      return [result, closing];
    },
    part: (ast, { start, end }, parts = []) => {
      const depth = 1 + Math.max(0, ...parts.map((part) => part.depth));
      if (++nodes > limits.nodes) tooLarge(`an expression has at most ${limits.nodes} parts`);
      if (depth > limits.treeDepth) tooLarge(`an expression is at most ${limits.treeDepth} operations deep`);
      return { ast, depth, start, end };
    },
  };
}

const END: Token = { kind: 'end', text: '', start: 0, end: 0 };
