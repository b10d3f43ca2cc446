// SPDX-License-Identifier: Apache-2.0
import Table from 'cli-table3';
import { TOKEN_TYPES, type ClaimChange, type WithheldScope } from '@assay/core/model';
import type { Attempted } from '../decide-event.ts';
import { printable } from '../printable.ts';
import type { Paint, Session } from '../session.ts';

export interface TableRow {
  /** The file of the event. */
  readonly event: string;
  readonly attempted: Attempted;
}

/** Lines between rows, and nothing else of a frame. */
const LINES = ['top', 'mid', 'bottom'];
const BARE = [
  ...['top', 'bottom'].flatMap((line) => [`${line}-left`, `${line}-mid`, `${line}-right`]),
  'left',
  'left-mid',
  'mid-mid',
  'right',
  'right-mid',
  'middle',
];

/** From here claims have a column of their own; below the narrowest, words would be cut. */
const ROOMY = 110;
const NARROWEST = 78;
const WIDEST = 140;

/** Decisions as a table for people: who asked and through what, what the token holds, what was withheld and why. */
export function decisionTable(rows: readonly TableRow[], { paint, width }: Session): string {
  const isRoomy = width >= ROOMY;
  const room = Math.min(WIDEST, Math.max(NARROWEST, width));
  const widths = isRoomy ? [26, 10, 20, room - 82, 26] : [25, 9, 21, room - 55];
  const table = new Table({
    head: [
      'Who',
      'Outcome',
      isRoomy ? 'Scopes granted' : 'In the token',
      'Withheld, and why',
      ...(isRoomy ? ['Claims'] : []),
    ].map((title) => paint.bold(title)),
    colWidths: widths,
    wordWrap: true,
    chars: {
      ...Object.fromEntries(BARE.map((place) => [place, ''])),
      ...Object.fromEntries(LINES.map((place) => [place, '─'])),
    },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { attempted } of rows) {
    const granted = attempted.decision.scopes.granted.map(({ scope }) => paint.green(printable(scope)));
    const claims = claimsOf(attempted);
    const held = isRoomy ? [granted.join('\n')] : [[...granted, ...claims].join('\n')];
    table.push([
      who(attempted, paint),
      outcome(attempted, paint),
      ...held,
      withheld(attempted, paint),
      ...(isRoomy ? [claims.join('\n')] : []),
    ]);
  }
  return table
    .toString()
    .replaceAll(/ +$/gm, '')
    .replaceAll(/^─+$/gm, (line) => paint.dim(line));
}

function who({ record }: Attempted, paint: Paint): string {
  const { subject, client } = record.who ?? { subject: undefined, client: undefined };
  if (!subject || !client) return '';
  const through = printable(client.name ?? client.id);
  if (subject.id === client.id) return `${paint.bold(through)}\na ${subject.type}, for itself`;
  const name = record.baseline?.claims.id_token?.['name'];
  return `${paint.bold(printable(typeof name === 'string' ? name : subject.id))}\nthrough ${through}`;
}

function outcome({ decision }: Attempted, paint: Paint): string {
  return decision.outcome === 'permit' ? paint.green('permit') : paint.red('deny');
}

function withheld({ decision }: Attempted, paint: Paint): string {
  if (decision.outcome === 'deny') return `${paint.red('no token')}\n${printable(decision.reason.admin)}`;
  return decision.scopes.withheld.map((scope) => `${paint.red(printable(scope.scope))}\n${brief(scope)}`).join('\n');
}

/** Of a rule that did not hold its name says more than the sentence; every other reason is somebody's own words. */
function brief({ rule, reason }: WithheldScope): string {
  return reason.code === 'not_permitted' && rule
    ? `rule ${printable(rule.rule)} does not hold`
    : printable(reason.admin);
}

/** Each change once, whatever tokens it is made in. */
function claimsOf({ decision }: Attempted): readonly string[] {
  if (decision.outcome === 'deny') return [];
  return [...new Set(TOKEN_TYPES.flatMap((token) => (decision.tokens[token]?.claims ?? []).map(claimText)))];
}

function claimText(change: ClaimChange): string {
  if (change.action === 'remove') return `without ${printable(change.claim)}`;
  const text = typeof change.value === 'string' ? change.value : JSON.stringify(change.value);
  return `${printable(change.claim)}: ${printable(text)}`;
}
