// SPDX-License-Identifier: Apache-2.0
import type { LogFinding, LogFindingCode } from './findings.ts';
import type { LogReport } from './verify-log.ts';

/** A report with what else was found. */
export function withFindings(report: LogReport, found: readonly LogFinding[]): LogReport {
  const counts: Partial<Record<LogFindingCode, number>> = { ...report.counts };
  for (const { code } of found) counts[code] = (counts[code] ?? 0) + 1;
  const ok = report.ok && found.every(({ severity }) => severity !== 'error');
  return { ...report, ok, findings: [...found, ...report.findings], counts };
}
