// SPDX-License-Identifier: Apache-2.0
import { rangeOf, type Range } from '../ast.ts';
import { codePoint } from '../../diagnostics/invisible.ts';
import { quote } from '../../diagnostics/quote.ts';
import { foreignHelp } from './foreign.ts';
import { KEYWORDS, RESERVED } from './names.ts';
import type { Token } from './tokens.ts';

/** What could have come instead of the token that was found. */
export type Wanted =
  | 'value'
  | 'operator'
  | 'name'
  /** An operator, or what separates or ends arguments or items. */
  | 'argument'
  | 'item'
  /** The colon of a conditional, of an entry of a map, of a field of a message. */
  | 'other-value'
  | 'entry-value'
  | 'field-value';

/** Where the parser could not go on. `open` are the brackets that are open there; `end` is the length of the text. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly index: number;
  readonly open: readonly Token[];
  readonly wanted: Wanted;
  readonly end: number;
}

export interface SyntaxMistake {
  readonly range: Range;
  readonly message: string;
  readonly help?: string | undefined;
}

/** What is wrong with a text, from the first token that does not fit. */
export function mistakeAt(place: Place): SyntaxMistake {
  const { tokens, index, wanted } = place;
  const token = tokens[index] ?? { kind: 'end', text: '', start: place.end, end: place.end };
  const before = tokens[index - 1];
  if (token.kind === 'end') return tooEarly(place, before);
  if (token.kind === 'unclosed') return unclosed(token);
  if (token.kind === 'unknown') return unknown(token);
  if (wanted === 'value') return noValue(token, before);
  if (wanted === 'name') return noName(token, before);
  return noOperator(token, before, place);
}

function tooEarly({ open, wanted, end }: Place, before: Token | undefined): SyntaxMistake {
  if (before === undefined) return { range: { start: 0, end }, message: 'expected an expression, found nothing' };
  const bracket = open.at(-1);
  if (bracket && (wanted !== 'value' || before === bracket || before.text === ',')) {
    return { range: rangeOf(bracket), message: `the bracket ${quote(bracket.text)} is never closed` };
  }
  const [what, help] = EXPECTED[wanted];
  return {
    range: { start: before.end, end },
    message: `expected ${what} after ${quote(before.text)}, found the end of the expression`,
    help,
  };
}

/** What was wanted, as a message names it, and what to do where that is not plain. */
const EXPECTED: Readonly<Record<Wanted, readonly [what: string, help?: string]>> = {
  value: ['a value'],
  operator: ['an operator'],
  argument: ['`,` or an operator'],
  item: ['`,` or an operator'],
  name: ['a name'],
  'other-value': [
    '`:` and the other value',
    'write `condition ? value : other`; put a conditional inside of it in brackets',
  ],
  'entry-value': ['`:` and the value of the entry', 'a map is written `{key: value}`, a list `[item, item]`'],
  'field-value': ['`:` and the value of the field'],
};

function unclosed(token: Token): SyntaxMistake {
  const [prefix = ''] = /^[bBrR]*/.exec(token.text) ?? [];
  const [marks = ''] = /^(?:"""|'''|"|')/.exec(token.text.slice(prefix.length)) ?? [];
  return {
    range: { start: token.start, end: token.start + prefix.length + marks.length },
    message: `the string that begins here is never closed: expected another ${marks}`,
  };
}

function unknown(token: Token): SyntaxMistake {
  const help = foreignHelp(token.text);
  const shown = /\s/.test(token.text) ? `\`${codePoint(token.text)}\`` : quoted(token);
  const message = help === undefined ? `unexpected ${shown}: CEL has no such sign` : `unexpected ${shown}`;
  return { range: rangeOf(token), message, help };
}

function noValue(token: Token, before: Token | undefined): SyntaxMistake {
  const range = rangeOf(token);
  if (token.kind === 'word' && RESERVED.has(token.text)) return kept(token, 'use another name');
  if (isClosing(token) && before === undefined) return closesNothing(token);
  const after = before === undefined ? '' : ` after ${quote(before.text)}`;
  const help = before && token.start === before.end ? foreignHelp(before.text + token.text) : undefined;
  return { range, message: `expected a value${after}, found ${quoted(token)}`, help };
}

function noName(token: Token, before: Token | undefined): SyntaxMistake {
  if (token.kind === 'word' && KEYWORDS.has(token.text)) {
    return kept(token, `a member of that name is read as \`value["${token.text}"]\``);
  }
  const help = token.kind === 'string' ? `a member is read by text as \`value[${token.text}]\`` : undefined;
  const after = before === undefined ? '' : ` after ${quote(before.text)}`;
  return { range: rangeOf(token), message: `expected a name${after}, found ${quoted(token)}`, help };
}

/** What follows a whole value and does not go on with it. */
function noOperator(token: Token, before: Token | undefined, { wanted, open }: Place): SyntaxMistake {
  const range = rangeOf(token);
  const [what, help] = EXPECTED[wanted];
  if (isClosing(token) && CLOSES.get(open.at(-1)?.text ?? '') !== token.text) return closesNothing(token);
  if (what.startsWith('`:`')) return { range, message: `expected ${what}, found ${quoted(token)}`, help };
  // `not a`: the mistake is the word before
  const foreign = before && ['not', 'NOT'].includes(before.text) ? before : token;
  if (foreign.kind === 'word' && foreignHelp(foreign.text) !== undefined) {
    return { range: rangeOf(foreign), message: `unexpected ${quoted(foreign)}`, help: foreignHelp(foreign.text) };
  }
  if (before?.kind === 'number' && token.kind === 'word' && token.start === before.end) {
    const whole = { start: before.start, end: token.end };
    return { range: whole, message: `${quote(before.text + token.text)} is no number`, help: 'text stands in quotes' };
  }
  if (token.kind === 'word' || token.kind === 'number' || token.kind === 'string' || token.kind === 'name') {
    return { range, message: `expected ${what} before ${quoted(token)}` };
  }
  return {
    range,
    message: `unexpected ${quoted(token)}`,
    help: token.text === '(' ? 'only a name can be called' : undefined,
  };
}

const CLOSES: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

const isClosing = ({ kind, text }: Token): boolean => kind === 'symbol' && ')]}'.includes(text);

const closesNothing = (token: Token): SyntaxMistake => ({
  range: rangeOf(token),
  message: `the bracket ${quote(token.text)} closes nothing`,
});

const kept = (token: Token, help: string): SyntaxMistake => ({
  range: rangeOf(token),
  message: `${quote(token.text)} is a word CEL keeps for itself`,
  help,
});

const quoted = ({ text }: Token): string => (text.startsWith('`') ? 'a backtick' : quote(text));
