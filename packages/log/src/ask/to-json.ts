// SPDX-License-Identifier: Apache-2.0
import type { ClaimsReport } from './claims-report.ts';
import type { StatsReport } from './stats-report.ts';

/** A report as programs read it: its times in RFC 3339. What a token held is left as it was. */
export function reportToJson(report: ClaimsReport | StatsReport): object {
  if ('outcomes' in report)
    return { ...report, outcomes: report.outcomes.map((bucket) => ({ ...bucket, time: toText(bucket.time) })) };
  return {
    ...report,
    items: report.items.map((item) => ({ ...item, first: toText(item.first), last: toText(item.last) })),
    refusals: report.refusals.map((refusal) => ({ ...refusal, last: toText(refusal.last) })),
  };
}

const toText = (time: number): string => new Date(time).toISOString();
