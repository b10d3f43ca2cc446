// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Call } from './effects.ts';

/**
 * What a record is followed by where the platform did not take a call of its answer: the same attempt, refused. It has an id of its own, and names the
 * first record; what that one granted is withheld.
 */
export function notTaken(record: DecisionRecord, call: Call, id: string): DecisionRecord {
  const { granted, rule: _, ...rest } = record;
  const reason = { code: 'internal_error', admin: `the platform did not take api.${call}` } as const;
  return {
    ...rest,
    id: id === record.id ? crypto.randomUUID() : id,
    outcome: 'deny',
    effect: 'refused',
    error: 'server_error',
    reason,
    withheld: {
      ...record.withheld,
      scopes: [
        ...record.withheld.scopes,
        ...(granted?.scopes ?? []).map(({ scope, rule }) => ({ scope, rule, reason })),
      ],
    },
    correlation: { ...record.correlation, assay_decision: record.id },
  };
}
