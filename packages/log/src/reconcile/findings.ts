// SPDX-License-Identifier: Apache-2.0
import type { ReconcileCode, ReconcileFinding, ReconcileReport } from './report.ts';

const MAX_LISTED = 1000;

/** What a comparison found: all are counted, and the first of each code listed. */
export interface Findings {
  readonly add: (finding: ReconcileFinding) => void;
  readonly listed: () => readonly ReconcileFinding[];
  readonly counts: () => ReconcileReport['counts'];
}

/** Nothing yet. */
export function createFindings(): Findings {
  const listed: ReconcileFinding[] = [];
  const counts: Partial<Record<ReconcileCode, number>> = {};
  return {
    add: (finding) => {
      const count = (counts[finding.code] ?? 0) + 1;
      counts[finding.code] = count;
      if (count <= MAX_LISTED) listed.push(finding);
    },
    listed: () => listed,
    counts: () => counts,
  };
}
