// SPDX-License-Identifier: Apache-2.0
import { rangeOf, type Range } from '../ast.ts';
import { quote } from '../../diagnostics/quote.ts';
import { foreignHelp } from './foreign.ts';
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

/** The tokens on both sides of the one that does not fit. */
export interface Around {
  readonly before: Token | undefined;
  readonly after: Token | undefined;
}

/** What CEL writes instead of a token, or of what it makes with a neighbour it touches. */
export function helpFor(token: Token, { before, after }: Around): string | undefined {
  const withBefore = before && before.end === token.start ? foreignHelp(before.text + token.text) : undefined;
  const withAfter = after && after.start === token.end ? foreignHelp(token.text + after.text) : undefined;
  return withBefore ?? withAfter ?? (after && foreignHelp(`${token.text} ${after.text}`)) ?? foreignHelp(token.text);
}

/** What was wanted, as a message names it, and what to do where that is not plain. */
export const EXPECTED: Readonly<Record<Wanted, readonly [what: string, help?: string]>> = {
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

/** What to do about the token that was wanted and is not there. */
export function wantedHelp({ tokens, index, wanted }: Place): string | undefined {
  const isChained = tokens.some((token, i) => i < index && token.text === '?' && tokens[i + 1]?.text === '.');
  return (wanted === 'other-value' && isChained ? foreignHelp('?.') : undefined) ?? EXPECTED[wanted][1];
}

/** Whether the token is a closing bracket. */
export const isClosing = ({ kind, text }: Token): boolean => kind === 'symbol' && ')]}'.includes(text);

/** A closing bracket that has no partner. */
export const closesNothing = (token: Token): SyntaxMistake => ({
  range: rangeOf(token),
  message: `the bracket ${quote(token.text)} closes nothing`,
});

/** A token as a message shows it. */
export const quoted = ({ text }: Token): string => (text.startsWith('`') ? 'a backtick' : quote(text));
