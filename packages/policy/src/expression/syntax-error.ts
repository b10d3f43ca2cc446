// SPDX-License-Identifier: Apache-2.0
import type { Range } from './ast.ts';
import { bracketsOf, type Token } from './tokens.ts';

export interface SyntaxMistake {
  readonly range: Range;
  readonly message: string;
  readonly help?: string;
}

/** Words and signs of other languages, and what CEL writes instead. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['and', '`and` is written `&&`'],
  ['or', '`or` is written `||`'],
  ['not', '`not` is written `!`'],
  ['AND', '`AND` is written `&&`'],
  ['OR', '`OR` is written `||`'],
  ['NOT', '`NOT` is written `!`'],
  ['=', 'equality is written `==`'],
  ['&', '`&&` is the conjunction'],
  ['|', '`||` is the disjunction'],
  ['`', 'a member with a name of its own spelling is read as `value["name"]`'],
]);

/** Identifiers CEL keeps for itself (specification, "Syntax", RESERVED). */
const RESERVED = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

const INFIX = new Set(['&&', '||', '==', '!=', '<', '<=', '>', '>=', '+', '*', '/', '%', '?', ':', '.', ',', 'in']);

/**
 * What is wrong with a text the parser refused, looked for in its tokens: the parser itself, a PEG one, names the place where it gave up,
 * which is seldom the place of the mistake. `failedAt` is that place, the last resort.
 */
export function syntaxMistake(text: string, tokens: readonly Token[], failedAt: number): SyntaxMistake {
  if (tokens.length === 0)
    return { range: { start: 0, end: text.length }, message: 'expected an expression, found nothing' };
  const unclosed = tokens.find((token) => token.kind === 'unclosed');
  if (unclosed) {
    const quote = unclosed.text.slice(0, 1);
    return {
      range: { start: unclosed.start, end: unclosed.start + 1 },
      message: `the string that begins here is never closed: expected another ${quote}`,
    };
  }
  return foreign(tokens) ?? unmatched(tokens) ?? misplaced(text, tokens) ?? gaveUp(text, tokens, failedAt);
}

function foreign(tokens: readonly Token[]): SyntaxMistake | undefined {
  for (const [index, token] of tokens.entries()) {
    const afterDot = tokens[index - 1]?.text === '.';
    const help = FOREIGN.get(token.text);
    const isOperator =
      token.kind === 'unknown' || (token.kind === 'word' && !afterDot && beginsOperand(tokens[index + 1]));
    if (help !== undefined && isOperator) return { range: token, message: `unexpected ${quoted(token.text)}`, help };
    if (token.kind === 'unknown')
      return { range: token, message: `unexpected ${quoted(token.text)}: CEL has no such sign` };
    if (token.kind === 'word' && !afterDot && RESERVED.has(token.text)) {
      return {
        range: token,
        message: `${quoted(token.text)} is a word CEL keeps for itself`,
        help: 'use another name',
      };
    }
  }
  return undefined;
}

function unmatched(tokens: readonly Token[]): SyntaxMistake | undefined {
  const token = bracketsOf(tokens).unmatched;
  if (token === undefined) return undefined;
  const opens = '([{'.includes(token.text);
  return {
    range: token,
    message: opens
      ? `the bracket ${quoted(token.text)} is never closed`
      : `the bracket ${quoted(token.text)} closes nothing`,
  };
}

/** Two operands without an operator, or an operator without an operand. */
function misplaced(text: string, tokens: readonly Token[]): SyntaxMistake | undefined {
  for (const [index, token] of tokens.entries()) {
    const following = tokens[index + 1];
    if (following === undefined) {
      return isInfix(token) || token.text === '!' || token.text === '-'
        ? {
            range: { start: token.end, end: text.length },
            message: `expected a value after ${quoted(token.text)}, found the end of the expression`,
          }
        : undefined;
    }
    if (
      endsOperand(token) &&
      (following.kind === 'number' ||
        following.kind === 'string' ||
        (following.kind === 'word' && following.text !== 'in'))
    ) {
      return { range: following, message: `expected an operator before ${quoted(following.text)}` };
    }
    const closing = following.kind === 'bracket' && ')]}'.includes(following.text) && token.text !== ',';
    if (isInfix(token) && ((isInfix(following) && following.text !== '.') || closing)) {
      return {
        range: following,
        message: `expected a value after ${quoted(token.text)}, found ${quoted(following.text)}`,
      };
    }
  }
  return undefined;
}

function gaveUp(text: string, tokens: readonly Token[], failedAt: number): SyntaxMistake {
  const token = tokens.find((candidate) => candidate.end > failedAt);
  return token
    ? { range: token, message: `unexpected ${quoted(token.text)}` }
    : { range: { start: text.length, end: text.length }, message: 'the expression ends too early' };
}

const isInfix = (token: Token): boolean => (token.kind === 'symbol' || token.kind === 'word') && INFIX.has(token.text);

function endsOperand(token: Token): boolean {
  if (token.kind === 'bracket') return ')]}'.includes(token.text);
  return token.kind === 'number' || token.kind === 'string' || (token.kind === 'word' && token.text !== 'in');
}

function beginsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return (
    token.kind === 'word' ||
    token.kind === 'string' ||
    token.kind === 'number' ||
    token.text === '(' ||
    token.text === '!'
  );
}

/** A piece of the expression, short enough for a line. */
function quoted(text: string): string {
  return text === '`' ? 'a backtick' : `\`${text.length > 40 ? `${text.slice(0, 40)}...` : text}\``;
}
