// SPDX-License-Identifier: Apache-2.0
import type { Excess, LiveToken, Worklist } from '@assay/log/replay';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { columns } from './columns.ts';
import { inTime } from './duration.ts';
import { csvLine } from './log/csv.ts';

/** Living tokens that would not be issued today, for people: those that live longest first. */
export function liveText(
  { tokens, alive, undecided }: Worklist,
  now: number,
  { paint }: Pick<Session, 'paint'>,
): string {
  const count = tokens.reduce((sum, token) => sum + token.count, 0);
  const head =
    tokens.length === 0
      ? `${alive} tokens live, and today’s policy would issue each of them`
      : `${count} of ${alive} living tokens would not be issued today, or would hold less`;
  const rows = tokens.map((token) => [
    `${token.subject || '(nobody)'} (${token.subjectType})`,
    token.client,
    token.count === 1 ? token.token : `${token.token} × ${token.count}`,
    `issued ${timeText(token.issued)}`,
    `dies ${timeText(token.dies)}, in ${inTime((token.dies - now) / 1000)}`,
    token.excess.map(excessText).join('; '),
  ]);
  const reasons = Object.entries(undecided).map(([reason, times]) => [reason, String(times)]);
  return [
    paint.bold(head),
    ...(rows.length > 0 ? ['', columns(rows)] : []),
    ...(reasons.length > 0 ? ['', paint.bold('not decidable'), columns(reasons)] : []),
    '',
  ].join('\n');
}

const timeText = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** What is too much, and which rule says so. */
function excessText({ kind, item, rule, reason }: Excess): string {
  const what = kind === 'token' ? 'would be refused' : `${kind.replace('_', ' ')} ${item}`;
  const why = rule === undefined ? reason : `by ${rule}`;
  return printable(why === undefined ? what : `${what} (${why})`);
}

const COLUMNS = [
  'subject_type',
  'subject',
  'client',
  'token',
  'count',
  'issued',
  'dies',
  'refused',
  'too_much',
  'rules',
  'records',
];

/** The same for a spreadsheet (RFC 4180). */
export const liveCsv = ({ tokens }: Worklist): string => [COLUMNS, ...tokens.map(cellsOf)].map(csvLine).join('');

const cellsOf = (token: LiveToken): readonly string[] => [
  token.subjectType,
  token.subject,
  token.client,
  token.token,
  String(token.count),
  new Date(token.issued).toISOString(),
  new Date(token.dies).toISOString(),
  String(token.isRefused),
  token.excess.map(({ kind, item }) => (kind === 'token' ? kind : `${kind}:${item}`)).join(' '),
  [...new Set(token.excess.flatMap(({ rule }) => rule ?? []))].join(' '),
  token.records.join(' '),
];

/** The same for programs. */
export function liveJson({ tokens, alive, undecided }: Worklist): object {
  return {
    alive,
    tokens: tokens.map(({ issued, dies, ...token }) => ({
      ...token,
      issued: new Date(issued).toISOString(),
      dies: new Date(dies).toISOString(),
    })),
    undecided: Object.entries(undecided).map(([reason, count]) => ({ reason, count })),
  };
}
