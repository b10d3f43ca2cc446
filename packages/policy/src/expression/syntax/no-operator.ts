// SPDX-License-Identifier: Apache-2.0
import { rangeOf } from '../ast.ts';
import { quote } from '../../diagnostics/quote.ts';
import { foreignHelp } from './foreign.ts';
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

/** What follows a whole value and does not go on with it. */
export function noOperator(token: Token, around: Around, place: Place): SyntaxMistake {
  const { before } = around;
  const range = rangeOf(token);
  const [what] = EXPECTED[place.wanted];
  if (isClosing(token) && CLOSES.get(place.open.at(-1)?.text ?? '') !== token.text) return closesNothing(token);
  if (what.startsWith('`:`')) {
    return { range, message: `expected ${what}, found ${quoted(token)}`, help: wantedHelp(place) };
  }
  // `not a`: the mistake is the word before
  if (before && isNot(before, place)) return foreign(before, foreignHelp(before.text));
  const help = token.kind === 'word' ? helpFor(token, around) : undefined;
  if (help !== undefined) return foreign(token, help);
  if (before && before.end === token.start && isOperand(token)) return glued(before, token);
  if (isOperand(token)) return { range, message: `expected ${what} before ${quoted(token)}` };
  return { range, message: `unexpected ${quoted(token)}`, help: token.text === '(' ? ONLY_NAMES : undefined };
}

const isNot = ({ text }: Token, { tokens, index }: Place): boolean =>
  (text === 'not' || text === 'NOT') && tokens[index - 2]?.text !== '.';

const ONLY_NAMES = 'only a name can be called';

const foreign = (token: Token, help: string | undefined): SyntaxMistake => ({
  range: rangeOf(token),
  message: `unexpected ${quoted(token)}`,
  help,
});

/** Two values without anything between them: a number or a prefix that CEL does not have. */
function glued(before: Token, token: Token): SyntaxMistake {
  const both = { start: before.start, end: token.end };
  if (before.kind === 'number' && (token.kind === 'word' || token.kind === 'number')) {
    const [, help] = NUMBER_HELP.find(([pattern]) => pattern.test(before.text + token.text)) ?? [];
    return { range: both, message: `${quote(before.text + token.text)} is no number`, help };
  }
  if (before.kind === 'word' && token.kind === 'string') {
    return { range: rangeOf(before), message: `${quote(before.text)} is no prefix of a string: expected r, b or br` };
  }
  return { range: rangeOf(token), message: `expected an operator before ${quoted(token)}` };
}

const NUMBER_HELP: readonly (readonly [RegExp, string])[] = [
  [/^0x/i, 'a hexadecimal number is written `0x1f`'],
  [/^\d[\d_]*$/, 'the digits of a number stand together: `1000`'],
  [/^\d+(?:ms|[smh]|min|sec)$/, 'a duration is written `duration("5m")`'],
  [/./, 'text stands in quotes'],
];

const isOperand = ({ kind }: Token): boolean => ['word', 'number', 'string', 'name'].includes(kind);

const CLOSES: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
