// SPDX-License-Identifier: Apache-2.0
import type { ClaimsReport } from '@assay/log/ask';
import { printable } from '../../printable.ts';
import type { Paint, Session } from '../../session.ts';
import { inTime } from '../duration.ts';
import { inWords } from '../in-words.ts';
import { columnsOf, pad } from '../pad.ts';
import { shown } from '../value.ts';

type Item = ClaimsReport['items'][number];

/** The report for people: a line for each scope and claim, below it what it came from. */
export function claimsText({ tokens, items, refusals }: ClaimsReport, { paint }: Pick<Session, 'paint'>): string {
  const { permit, deny, observed } = tokens;
  const counted = `${permit} ${permit === 1 ? 'token' : 'tokens'} permitted, ${deny} refused${observed > 0 ? `, ${observed} of them only observed` : ''}`;
  return [
    paint.bold(counted),
    '',
    ...groupText(
      'scopes',
      items.filter(({ kind }) => kind === 'scope'),
      paint,
    ),
    ...groupText(
      'claims',
      items.filter(({ kind }) => kind === 'claim'),
      paint,
    ),
    ...(refusals.length === 0
      ? []
      : [
          paint.bold('refused'),
          ...refusals.map(
            ({ reason, count, last }) => `  ${pad(String(count), 7)} ${paint.red(reason)}  last ${whenOf(last)}`,
          ),
          '',
        ]),
  ].join('\n');
}

function groupText(title: string, items: readonly Item[], paint: Paint): readonly string[] {
  if (items.length === 0) return [];
  const names = items.map((item) =>
    printable(item.token === undefined ? item.name : `${item.name} (${inWords(item.token)})`),
  );
  const width = Math.max(...names.map(columnsOf));
  return [
    paint.bold(title),
    ...items.flatMap((item, at) => [
      `  ${pad(String(item.count), 7)} ${pad(names[at] ?? '', width)}  ${actionText(item, paint)}  last ${whenOf(item.last)}`,
      ...latestText(item).map((line) => `          ${paint.dim(line)}`),
    ]),
    '',
  ];
}

function actionText({ action, rule, reason }: Item, paint: Paint): string {
  if (action === 'withheld') return `${paint.red(action)} ${reason} (${rule === null ? 'no rule' : printable(rule)})`;
  const mark = action === 'removed' ? paint.yellow(action) : paint.green(action);
  return rule === null ? `${mark} as the identity provider had it` : `${mark} by ${printable(rule)}`;
}

/** Of the newest: the record, the value, and what it was read from. */
function latestText({ latest, sources }: Item): readonly string[] {
  if (latest === undefined) return [];
  const value = latest.value === undefined ? '' : ` ${shown(latest.value)}`;
  const data = latest.data.map(({ source, status, ageSeconds }) =>
    ageSeconds === undefined ? `${source} ${status}` : `${source} ${status}, ${inTime(ageSeconds)} old`,
  );
  const from = data.length > 0 ? data : sources.length > 0 ? sources : [];
  return [`latest${value} in ${latest.id}${from.length > 0 ? `, from ${printable(from.join('; '))}` : ''}`];
}

const whenOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')}Z`;
