// SPDX-License-Identifier: Apache-2.0
import type { RecordedEvidence } from '@assay/core/log';
import type { Account, ConditionAccount, ReadAccount } from '../explanation.ts';

/** The account of a decision for programs: what `--explain --json` adds as `explanation`. */
export function accountJson({ governed, items, sources }: Account): object {
  return {
    governed,
    items: items.map(({ reason, rules, ...item }) => ({
      ...item,
      ...(reason && { reason: { code: reason.code, admin: reason.admin } }),
      rules: rules.map(({ conditions, value, ...rule }) => ({
        ...rule,
        conditions: conditions.map(conditionJson),
        ...(value && { value: conditionJson(value) }),
      })),
    })),
    sources: sources.map(evidenceJson),
  };
}

function conditionJson({ reads, ...condition }: ConditionAccount): object {
  return { ...condition, reads: reads.map(readJson) };
}

function readJson({ evidence, ...read }: ReadAccount): object {
  return {
    ...read,
    ...(evidence && {
      status: evidence.status,
      age_seconds: evidence.ageSeconds ?? null,
      exception: evidence.exception ?? null,
    }),
  };
}

function evidenceJson({ source, status, reason, latencyMs, ageSeconds, exception }: RecordedEvidence): object {
  return {
    source,
    status,
    reason: reason ?? null,
    latency_ms: latencyMs,
    age_seconds: ageSeconds ?? null,
    exception: exception ?? null,
  };
}
