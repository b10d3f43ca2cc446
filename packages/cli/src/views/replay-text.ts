// SPDX-License-Identifier: Apache-2.0
import type { Aggregate, Cell, Count } from '@assay/log/replay';
import { printable } from '../printable.ts';
import type { Session } from '../session.ts';
import { columns } from './columns.ts';

/** Rows of a table that are shown to people; JSON has all. */
const MOST_ROWS = 100;

/** What a replay came to, for people: how many, and what changed by client and kind of subject. */
export function effectText(aggregate: Aggregate, { paint }: Pick<Session, 'paint'>): string {
  const { records, changed, widened, narrowed, permitted, refused } = aggregate;
  const undecided = undecidedOf(aggregate);
  if (records === 0) return 'no decision is in the log for that time\n';
  const counts = [
    ['decided again', String(records - undecided)],
    ['not decidable', String(undecided)],
    ['the same', String(records - undecided - changed)],
    ['changed', String(changed)],
    ['  something more', String(widened)],
    ['  something less', String(narrowed)],
    ['  newly permitted', String(permitted)],
    ['  newly refused', String(refused)],
  ];
  return [
    columns(counts.map(([name = '', count = '']) => [name, count])),
    ...groupsText(aggregate, paint),
    ...reasonsText(aggregate, paint),
    '',
  ].join('\n');
}

/** Whether recorded decisions are what their policy comes to, for people. */
export function verifyText(aggregate: Aggregate, { paint }: Pick<Session, 'paint'>): string {
  const { records, changed } = aggregate;
  const undecided = undecidedOf(aggregate);
  if (records === 0) return 'no decision is in the log for that time\n';
  return [
    columns([
      ['the same, byte for byte', String(records - undecided - changed)],
      ['different', String(changed)],
      ['not decidable', String(undecided)],
    ]),
    ...groupsText(aggregate, paint),
    ...reasonsText(aggregate, paint),
    '',
  ].join('\n');
}

/** Records that could not be decided again. */
export const undecidedOf = ({ undecided }: Aggregate): number =>
  Object.values(undecided).reduce((sum, { count }) => sum + count, 0);

type Paint = Session['paint'];

/** The most frequent first, by client and kind of subject. */
function groupsText({ cells, others }: Aggregate, paint: Paint): readonly string[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of sortedCells(cells).slice(0, MOST_ROWS)) {
    const name = `${cell.client || '(no client)'}, ${cell.subjectType || '(nobody)'}`;
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  const hidden = Object.keys(cells).length - MOST_ROWS;
  return [
    ...[...groups].flatMap(([name, found]) => ['', paint.bold(printable(name)), rowsText(found, paint)]),
    ...(hidden > 0 ? ['', `${hidden} more kinds of changes: \`--json\` has them`] : []),
    ...(others > 0 ? ['', `${others} changes of more kinds than are kept apart`] : []),
  ];
}

function rowsText(cells: readonly Cell[], paint: Paint): string {
  const rows = cells.map((cell) => [changeText(cell), String(cell.count), `e.g. ${cell.examples[0] ?? ''}`]);
  return columns(rows)
    .split('\n')
    .map((line, at) => (cells[at]?.direction === 'more' ? paint.yellow(line) : line))
    .join('\n');
}

/** The cells of a replay, the most frequent first, those that widen before others. */
function sortedCells(cells: Aggregate['cells']): readonly Cell[] {
  const rank = ({ direction }: Cell): number => Number(direction === 'more');
  return Object.entries(cells)
    .toSorted(([a, left], [b, right]) => rank(right) - rank(left) || right.count - left.count || (a < b ? -1 : 1))
    .map(([, cell]) => cell);
}

function changeText({ kind, item, direction }: Cell): string {
  if (kind === 'member') return `\`${item}\` differs`;
  if (kind === 'token') return direction === 'more' ? 'permitted' : 'refused';
  if (kind === 'mode') return direction === 'more' ? 'only observed' : 'enforced';
  if (kind === 'lifetime') return `${direction === 'more' ? 'longer' : 'shorter'} ${item}`;
  // what has to be done first is less of a token
  const isGained = (direction === 'more') !== (kind === 'obligation');
  return `${isGained ? '+' : '-'} ${kind.replace('_', ' ')} ${item}`;
}

function reasonsText({ undecided }: Aggregate, paint: Paint): readonly string[] {
  const reasons = Object.entries(undecided).toSorted(([, a], [, b]) => b.count - a.count);
  if (reasons.length === 0) return [];
  return ['', paint.bold('not decidable'), columns(reasons.map(([reason, count]) => [reason, ...countText(count)]))];
}

const countText = ({ count, examples }: Count): readonly string[] => [String(count), `e.g. ${examples[0] ?? ''}`];

/** What a replay came to, for programs. */
export function replayJson(aggregate: Aggregate): object {
  const { records, changed, widened, narrowed, permitted, refused, undecided, cells, others } = aggregate;
  return {
    records,
    same: records - changed - undecidedOf(aggregate),
    changed,
    widened,
    narrowed,
    permitted,
    refused,
    undecided: Object.entries(undecided).map(([reason, count]) => ({ reason, ...count })),
    changes: sortedCells(cells),
    others,
  };
}
