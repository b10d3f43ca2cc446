// SPDX-License-Identifier: Apache-2.0
import { rangeOf } from '../ast.ts';
import { codePoint } from '../../diagnostics/invisible.ts';
import { quote } from '../../diagnostics/quote.ts';
import { foreignHelp } from './foreign.ts';
import { KEYWORDS, RESERVED } from './names.ts';
import { noOperator } from './no-operator.ts';
import {
  closesNothing,
  EXPECTED,
  helpFor,
  isClosing,
  quoted,
  wantedHelp,
  type Around,
  type Place,
  type SyntaxMistake,
} from './place.ts';
import type { Token } from './tokens.ts';

/** What is wrong with a text, from the first token that does not fit. */
export function mistakeAt(place: Place): SyntaxMistake {
  const { tokens, index, wanted, end } = place;
  const token = tokens[index] ?? { kind: 'end', text: '', start: end, end };
  const around = { before: tokens[index - 1], after: tokens[index + 1] };
  if (token.kind === 'end') return tooEarly(place, around.before);
  if (token.kind === 'unclosed') return unclosed(token);
  if (token.kind === 'unknown') return unknown(token, around);
  if (wanted === 'value') return noValue(token, around);
  if (wanted === 'name') return noName(token, around);
  return noOperator(token, around, place);
}

function tooEarly(place: Place, before: Token | undefined): SyntaxMistake {
  const { open, wanted, end } = place;
  if (before === undefined) return { range: { start: 0, end }, message: 'expected an expression, found nothing' };
  const bracket = open.at(-1);
  if (bracket && (wanted !== 'value' || before === bracket || before.text === ',')) {
    return { range: rangeOf(bracket), message: `the bracket ${quote(bracket.text)} is never closed` };
  }
  const message = `expected ${EXPECTED[wanted][0]} after ${quote(before.text)}, found the end of the expression`;
  return { range: { start: before.end, end }, message, help: wantedHelp(place) };
}

function unclosed(token: Token): SyntaxMistake {
  const [prefix = ''] = /^[bBrR]*/.exec(token.text) ?? [];
  const [marks = ''] = /^(?:"""|'''|"|')/.exec(token.text.slice(prefix.length)) ?? [];
  return {
    range: { start: token.start, end: token.start + prefix.length + marks.length },
    message: `the string that begins here is never closed: expected another ${marks}`,
  };
}

function unknown(token: Token, around: Around): SyntaxMistake {
  const help = helpFor(token, around);
  const shown = /\s/.test(token.text) ? `\`${codePoint(token.text)}\`` : quoted(token);
  const message = help === undefined ? `unexpected ${shown}: CEL has no such sign` : `unexpected ${shown}`;
  return { range: rangeOf(token), message, help };
}

function noValue(token: Token, around: Around): SyntaxMistake {
  const { before } = around;
  if (token.kind === 'word' && RESERVED.has(token.text)) return kept(token, 'use another name');
  if (isClosing(token) && before === undefined) return closesNothing(token);
  const message = `expected a value${behind(before)}, found ${quoted(token)}`;
  const help = token.kind === 'name' ? foreignHelp('`') : helpFor(token, around);
  return { range: rangeOf(token), message, help };
}

function noName(token: Token, { before }: Around): SyntaxMistake {
  if (token.kind === 'word' && KEYWORDS.has(token.text)) {
    return kept(token, `a member of that name is read as \`value["${token.text}"]\``);
  }
  const help = token.kind === 'string' ? 'a member is read by text as `value["name"]`' : undefined;
  return { range: rangeOf(token), message: `expected a name${behind(before)}, found ${quoted(token)}`, help };
}

const behind = (before: Token | undefined): string => (before === undefined ? '' : ` after ${quote(before.text)}`);

const kept = (token: Token, help: string): SyntaxMistake => ({
  range: rangeOf(token),
  message: `${quote(token.text)} is a word CEL keeps for itself`,
  help,
});
