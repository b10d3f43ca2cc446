// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Content } from '@assay/log/store';
import { printable } from '../../printable.ts';
import type { Paint, Session } from '../../session.ts';
import { columnsOf, pad } from '../pad.ts';

/** Entries as lines of columns: when, what, who, through which client, what of scopes, and why not. */
export function entriesTable(contents: readonly Content[], { paint }: Pick<Session, 'paint'>): string {
  if (contents.length === 0) return 'nothing was found\n';
  const rows = contents.map((content) => cellsOf(content, paint));
  const head = ['TIME', 'OUTCOME', 'IDP', 'SUBJECT', 'CLIENT', 'GRANTED', 'WITHHELD', 'ID'].map((title) =>
    paint.bold(title),
  );
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.min(WIDEST, Math.max(...all.map((row) => columnsOf(row[at] ?? '')))));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, at) => pad(cell, widths[at] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** One entry as a line of its own, where others are yet to come. */
export const entryLine = (content: Content, { paint }: Pick<Session, 'paint'>): string =>
  `${cellsOf(content, paint).join('  ')}\n`;

const WIDEST = 44;

function cellsOf(content: Content, paint: Paint): readonly string[] {
  if (content.kind !== 'decision')
    return [
      whenOf(content.time),
      paint.yellow(content.kind),
      '',
      '',
      '',
      '',
      otherText(content),
      `${content.writer} ${content.seq}`,
    ];
  const { record } = content;
  const { granted, withheld, who } = record;
  return [
    whenOf(record.time),
    outcomeText(record, paint),
    record.host.adapter,
    cut(who?.subject.id ?? '-'),
    cut(who?.client.id ?? '-'),
    cut((granted?.scopes ?? []).map(({ scope }) => scope).join(' ') || '-'),
    cut(
      record.outcome === 'deny'
        ? (record.reason?.code ?? '')
        : withheld.scopes.map(({ scope }) => scope).join(' ') || '-',
    ),
    record.id,
  ];
}

function outcomeText({ outcome, mode, governed }: DecisionRecord, paint: Paint): string {
  const text = outcome === 'permit' ? paint.green('permit') : paint.red('deny');
  if (mode === 'observe') return `${text} ${paint.yellow('(observed)')}`;
  return governed ? text : `${text} ${paint.yellow('(ungoverned)')}`;
}

function otherText(content: Exclude<Content, { readonly kind: 'decision' }>): string {
  switch (content.kind) {
    case 'loss':
      return `${content.lost.to - content.lost.from + 1} of ${printable(content.lost.writer)}: ${printable(content.reason)}`;
    case 'repeat':
      return `of ${printable(content.of)}`;
    case 'erasure':
      return `${content.entries} entries, by ${printable(content.by)}`;
    case 'retention':
      return `${content.entries} entries of ${content.day}, by ${printable(content.by)}`;
  }
}

/** To the second, in UTC. */
const whenOf = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 19)}`;

function cut(text: string): string {
  const shown = printable(text);
  return columnsOf(shown) <= WIDEST
    ? shown
    : `${Array.from(shown)
        .slice(0, WIDEST - 1)
        .join('')}…`;
}
