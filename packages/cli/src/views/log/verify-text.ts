// SPDX-License-Identifier: Apache-2.0
import { LOG_FINDINGS, type LogFinding, type LogReport } from '@assay/log/prove';
import { printable } from '../../printable.ts';
import type { Session } from '../../session.ts';

/** What became of a verification, for people. */
export function verifyText(report: LogReport, place: string, { paint }: Pick<Session, 'paint'>): string {
  const { ok, size, signed, checkpoints, findings } = report;
  const shown = findings.map((finding) => findingLine(finding, paint));
  return [
    `${ok ? paint.green('holds') : paint.red('does not hold')}  ${printable(place)}`,
    `  tree         ${size} entries, ${signed} of them under ${checkpoints} checkpoints that hold`,
    `  decisions    ${report.decisions}, by ${report.writers} writers`,
    ...told('erased', report.erased, 'entries without some of their personal data'),
    ...told('dropped', report.dropped, 'entries, by retention'),
    ...told('lost', report.lost, 'records, as their writers say'),
    ...told('not in tree', report.notInTree, 'entries yet'),
    ...shown,
    ...more(report),
    '',
  ].join('\n');
}

const told = (what: string, count: number, of: string): readonly string[] =>
  count === 0 ? [] : [`  ${what.padEnd(11)}  ${count} ${of}`];

function findingLine({ code, severity, message }: LogFinding, paint: Session['paint']): string {
  const color = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.cyan;
  return `${color(`${severity}[${code}]`)}: ${printable(message)}`;
}

/** How much was found that is not listed. */
function more({ counts, findings }: LogReport): readonly string[] {
  return Object.entries(counts).flatMap(([code, count]) => {
    const rest = count - findings.filter((finding) => finding.code === code).length;
    return rest === 0 ? [] : [`and ${rest} more ${code}: ${LOG_FINDINGS[code as LogFinding['code']][1]}`]; // sound: a code of a finding
  });
}
