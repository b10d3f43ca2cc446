// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { ExportItem } from '../item.ts';

const NANOSECONDS = 1_000_000;

/** An event as OPA's decision log has it: what was asked is `input`, what came of it `result`. */
export function toOpaDecision({ id, time, content, entry }: ExportItem): object {
  const common = {
    labels: { app: 'assay', id: entry.writer },
    decision_id: id,
    timestamp: new Date(time).toISOString(),
    req_id: entry.seq,
  };
  if (content.kind !== 'decision') {
    const { kind, writer: _writer, seq: _seq, time: _time, ...result } = content;
    return { ...common, path: `assay/log/${kind}`, result };
  }
  return { ...common, ...decision(content.record) };
}

function decision(record: DecisionRecord): object {
  const { who, asked, baseline, inputs, evidence, policy, timings, host, redacted } = record;
  const { outcome, effect, mode, governed, error, reason, rule, granted, withheld, obligations } = record;
  const erased = erasedOf(redacted);
  return {
    path: 'assay/issuance',
    bundles: { assay: { revision: policy.digest } },
    input: { host, ...(who && { who }), ...(asked && { asked }), ...(baseline && { baseline }), inputs, evidence },
    result: {
      outcome,
      effect,
      mode,
      governed,
      ...(error !== undefined && { error }),
      ...(reason && { reason }),
      ...(rule && { rule }),
      ...(granted && { granted }),
      withheld,
      obligations,
      decided: policy.decided,
    },
    ...(erased.length > 0 && { erased }),
    ...(who && { requested_by: who.client.id }),
    metrics: {
      timer_assay_gather_ns: Math.round(timings.gather * NANOSECONDS),
      timer_rego_query_eval_ns: Math.round(timings.decide * NANOSECONDS),
      timer_server_handler_ns: Math.round(timings.total * NANOSECONDS),
    },
  };
}

const INPUTS = ['host', 'who', 'asked', 'baseline', 'inputs', 'evidence'];
const RESULTS = [
  'outcome',
  'effect',
  'mode',
  'governed',
  'error',
  'reason',
  'rule',
  'granted',
  'withheld',
  'obligations',
];

/** Pointers of what was taken out, as they are in the event. */
const erasedOf = (redacted: readonly string[]): readonly string[] =>
  redacted.flatMap((pointer) => {
    const member = pointer.split('/')[1] ?? '';
    if (INPUTS.includes(member)) return [`/input${pointer}`];
    return RESULTS.includes(member) ? [`/result${pointer}`] : [];
  });
