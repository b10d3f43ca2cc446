// SPDX-License-Identifier: Apache-2.0
import { buildRecord, type Attempted } from '../log/build-record.ts';
import type { DecisionRecord } from '../log/record.ts';
import type { Adapter, Correlation } from './adapter.ts';
import type { Attempt } from './attempt.ts';
import type { Ports } from './ports.ts';
import type { Settled } from './settled.ts';

export interface Written {
  readonly record: DecisionRecord;
  readonly isLost: boolean;
}

/** INVARIANT: one record per attempt, before the token leaves. A record that cannot be written is reported, never passed over. */
export async function writeRecord<Event, Answer>(
  attempt: Attempt<Event>,
  settled: Settled,
  adapter: Adapter<Event, Answer>,
  correlation: Correlation,
  ports: Ports,
): Promise<Written> {
  const attempted = summarize(attempt, settled, adapter, correlation, ports);
  try {
    const record = buildRecord(attempted, ports.log, ports.sha256);
    const writing = ports.sink.write(record);
    if (writing instanceof Promise) await writing;
    return { record, isLost: false };
  } catch (cause) {
    ports.onLoss({ recordId: attempt.id, sink: ports.sink.name, cause, isRefused: ports.log.required && attempt.mode === 'enforce' });
    // the inputs are the only part whose form is not ours
    return { record: buildRecord(attempted, { ...ports.log, inputs: 'none' }, ports.sha256), isLost: true };
  }
}

function summarize<Event, Answer>(
  attempt: Attempt<Event>,
  settled: Settled,
  adapter: Adapter<Event, Answer>,
  correlation: Correlation,
  ports: Ports,
): Attempted {
  return {
      id: attempt.id,
      startedAt: attempt.startedAt,
      adapter: adapter.name,
      mode: attempt.mode,
      governed: attempt.governed,
      effect: effectOf(attempt, settled),
      policyDigest: ports.pdp.digest,
      decision: settled.decision,
      obligations: settled.obligations,
      withheldClaims: settled.withheldClaims,
      request: attempt.request,
      attributes: attempt.gathered.attributes,
      evidence: attempt.gathered.evidence,
      timings: { gather: round(attempt.gatherMs), decide: round(attempt.decideMs), total: round(ports.stopwatch() - attempt.startedOn) },
      correlation: { ...(attempt.event === undefined ? {} : adapter.correlation(attempt.event)), ...correlation },
  };
}

function effectOf<Event>(attempt: Attempt<Event>, { decision }: Settled): DecisionRecord['effect'] {
  if (attempt.mode === 'observe') return 'issued_unchanged';
  if (decision.outcome === 'deny') return 'refused';
  return attempt.governed ? 'issued_as_decided' : 'issued_unchanged';
}

const round = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
