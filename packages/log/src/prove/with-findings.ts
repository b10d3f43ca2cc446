// SPDX-License-Identifier: Apache-2.0
import type { LogFinding, LogFindingCode, Severity } from './findings.ts';
import type { LogReport } from './verify-log.ts';

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** A report with what else was found, the worst first. */
export function withFindings(report: LogReport, found: readonly LogFinding[]): LogReport {
  const counts: Partial<Record<LogFindingCode, number>> = { ...report.counts };
  for (const { code } of found) counts[code] = (counts[code] ?? 0) + 1;
  const ok = report.ok && found.every(({ severity }) => severity !== 'error');
  const findings = [...report.findings, ...found].toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);
  return { ...report, ok, findings, counts };
}
