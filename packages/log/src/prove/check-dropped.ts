// SPDX-License-Identifier: Apache-2.0
import type { RetentionContent } from '../entry/entry.ts';
import type { Findings } from './findings.ts';

/** Entries that were dropped, against what retention says of them. */
export interface DroppedChecks {
  readonly addLeaf: (key: string, position: number) => void;
  readonly addRetention: (content: RetentionContent, position: number | undefined) => void;
  readonly finish: () => { readonly dropped: number; readonly days: number };
}

export function createDroppedChecks(findings: Findings): DroppedChecks {
  let dropped = 0;
  let droppedRetention = 0;
  let said = 0;
  let days = 0;
  let first: number | undefined;
  return {
    addLeaf: (key, position) => {
      dropped++;
      first ??= position;
      if (key.endsWith('.retention')) droppedRetention++;
    },
    addRetention: ({ day, entries, by, exported }, position) => {
      said += Number.isSafeInteger(entries) ? entries : 0;
      days++;
      const how = exported === undefined ? 'without an export' : 'after an export';
      findings.add('retention', `the ${entries} entries of ${day} were dropped by \`${by}\`, ${how}`, {
        ...(position !== undefined && { position }),
      });
    },
    finish: () => {
      const unsaid = dropped - said;
      if (unsaid > 0)
        findings.add(
          droppedRetention > 0 ? 'dropped-past-telling' : 'dropped-unsaid',
          droppedRetention > 0
            ? `${unsaid} more entries were dropped than retention says: ${droppedRetention} entries that may have said so were dropped themselves`
            : `${dropped} entries were dropped, and retention says ${said}`,
          first === undefined ? {} : { position: first },
        );
      return { dropped, days };
    },
  };
}
