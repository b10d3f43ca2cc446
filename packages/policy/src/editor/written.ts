// SPDX-License-Identifier: Apache-2.0
import { EXPRESSION_LIMITS } from '../expression/parse.ts';
import { tokensOf, type Token } from '../expression/syntax/tokens.ts';

/** An expression as far as it is written, that ends in a name or where one can begin. */
export interface Written {
  /** What is written of the name. */
  readonly word: string;
  /** What the name is written behind the dot of, if any. */
  readonly receiver?: string;
  /** What is written before that. */
  readonly head: string;
}

/** What is written at the end of `before`, which is an expression as it stands in YAML; undefined in a string, a number, a comment. */
export function writtenAt(before: string): Written | undefined {
  const text = unquoted(before);
  if (text.length > EXPRESSION_LIMITS.length) return undefined;
  const tokens = tokensOf(text).slice(0, -1);
  const last = tokens.at(-1);
  if (/\/\//.test(text.slice(last?.end ?? 0))) return undefined;
  const isWord = last?.kind === 'word' && last.end === text.length;
  if (last !== undefined && !isWord && last.kind !== 'symbol' && last.end === text.length) return undefined;
  const word = isWord ? last.text : '';
  const ahead = isWord ? tokens.slice(0, -1) : tokens;
  const dot = dotAt(ahead);
  if (dot === undefined) return { word, head: text.slice(0, text.length - word.length) };
  const receiver = ahead.slice(0, dot);
  const start = receiver[operandAt(receiver)]?.start;
  const end = receiver.at(-1)?.end;
  if (start === undefined || end === undefined) return undefined;
  return { word, receiver: text.slice(start, end), head: text.slice(0, start) };
}

/** Without the quotes of YAML, unless the scalar ends before the text does: then they are of the expression, which is no YAML yet. */
function unquoted(before: string): string {
  if (/^"(?:[^"\\]|\\.)*$/.test(before)) return before.slice(1).replaceAll(/\\(["\\/])/g, '$1');
  if (/^'(?:[^']|'')*$/.test(before)) return before.slice(1).replaceAll("''", "'");
  return before;
}

/** The place of the dot that the tokens end with, `.` or `.?`. */
function dotAt(tokens: readonly Token[]): number | undefined {
  const [before, last] = [tokens.at(-2)?.text, tokens.at(-1)?.text];
  if (last === '.') return tokens.length - 1;
  return before === '.' && last === '?' ? tokens.length - 2 : undefined;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const CLOSERS = new Set(CLOSING.values());

/** Where the operand begins that the tokens end with: names with dots, calls, indexes, literals, brackets. */
function operandAt(tokens: readonly Token[]): number {
  let at = tokens.length - 1;
  for (;;) {
    const token = tokens[at];
    if (token === undefined) return -1;
    if (token.kind === 'symbol' && CLOSERS.has(token.text)) {
      at = openerOf(tokens, at);
      if (at === -1) return -1;
      const isList = tokens[at]?.text === '[';
      // a call or a message, an index; else a value in brackets
      if (isNamed(tokens[at - 1]) || (isList && isValue(tokens[at - 1]))) {
        at--;
        continue;
      }
    } else if (token.kind === 'symbol') return -1;
    const dot = dotAt(tokens.slice(Math.max(0, at - 2), at));
    if (dot === undefined) return at;
    at = Math.max(0, at - 2) + dot - 1;
  }
}

const isNamed = (token: Token | undefined): boolean =>
  (token?.kind === 'word' && token.text !== 'in') || token?.kind === 'name';
const isValue = (token: Token | undefined): boolean =>
  isNamed(token) || token?.kind === 'string' || (token?.kind === 'symbol' && CLOSERS.has(token.text));

/** The bracket that the one at `place` closes; -1 where there is none. */
function openerOf(tokens: readonly Token[], place: number): number {
  let open = 0;
  for (let at = place; at >= 0; at--) {
    const { kind, text = '' } = tokens[at] ?? {};
    if (kind !== 'symbol') continue;
    if (CLOSERS.has(text)) open++;
    else if (CLOSING.has(text)) open--;
    if (open === 0) return at;
  }
  return -1;
}

/** The brackets that `text` leaves open, closed. */
export function closersOf(text: string): string {
  const open: string[] = [];
  for (const { kind, text: mark } of tokensOf(text)) {
    if (kind !== 'symbol') continue;
    const closer = CLOSING.get(mark);
    if (closer !== undefined) open.push(closer);
    else if (CLOSERS.has(mark)) open.pop();
  }
  return open.toReversed().join('');
}
