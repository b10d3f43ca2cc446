// SPDX-License-Identifier: Apache-2.0
import type { ReconcileCode, ReconcileFinding, ReconcileReport } from '@assay/log/reconcile';
import { printable } from '../../printable.ts';
import type { Session } from '../../session.ts';

const WORDS: Readonly<Record<ReconcileCode, string>> = {
  'token-without-record': 'was issued, and the log has no record of it',
  'record-without-token': 'was permitted, and nothing was issued',
  'issued-though-refused': 'was refused, and issued all the same',
  'contents-differ': 'was issued with other contents',
};

/** Two logs compared, for people. */
export function reconcileText(report: ReconcileReport, { paint }: Pick<Session, 'paint'>): string {
  const { ok, idp, since, until, events, records, matched, findings, counts } = report;
  const unknown = Object.entries(events.unknown).map(
    ([type, count]) => `${printable(type) || 'without a type'} (${count})`,
  );
  return [
    `${ok ? paint.green('agree') : paint.red('do not agree')}  the log and ${idp}${since === undefined ? '' : `, ${since} to ${until}`}`,
    `  events   ${events.issued} of tokens, ${events.refused} of refusals, ${events.other} of other things`,
    `  records  ${records.permitted} permitted, ${records.refused} refused; ${matched} have their event`,
    ...(events.unreadable === 0 ? [] : [`  ${events.unreadable} events could not be read`]),
    ...(unknown.length === 0 ? [] : [`  not known: ${unknown.join(', ')}`]),
    ...findings.map((finding) => findingLine(finding, paint)),
    ...Object.entries(counts).flatMap(([code, count]) => {
      const more = count - findings.filter((finding) => finding.code === code).length;
      return more === 0 ? [] : [`and ${more} more ${code}`];
    }),
    '',
  ].join('\n');
}

function findingLine(
  { code, time, client, record, event, differs }: ReconcileFinding,
  paint: Session['paint'],
): string {
  const which = [
    ...(record === undefined ? [] : [`record ${record}`]),
    ...(event === undefined ? [] : [`event ${event.type} ${event.id}`]),
  ];
  const what = differs === undefined ? WORDS[code] : `${WORDS[code]}: ${differs.join(', ')}`;
  return `${paint.red(code)}: ${time} ${printable(client)} ${what} (${printable(which.join(', '))})`;
}
