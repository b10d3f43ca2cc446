// SPDX-License-Identifier: Apache-2.0
import { buildRecord, type Attempted } from '../log/build-record.ts';
import type { DecisionRecord } from '../log/record.ts';
import type { IssuanceDecision } from '../model/decision.ts';
import { AssayError } from '../errors/index.ts';
import { within } from '../pip/within.ts';
import type { Adapter, Correlation } from './adapter.ts';
import { denied, type Attempt } from './attempt.ts';
import type { Ports } from './ports.ts';
import type { Settled } from './settled.ts';
import { logTimeout, timeLeft } from './time-left.ts';

/** What is to be recorded and answered; `made` is absent where the adapter failed, and a refusal is to be made. */
export interface Proposed<Answer> {
  readonly settled: Settled;
  readonly effect: DecisionRecord['effect'];
  readonly made?: { readonly answer: Answer };
}

export interface Written {
  readonly record: DecisionRecord;
  readonly decision: IssuanceDecision;
  /** The record was lost, and the token must not leave without it. */
  readonly isRefused: boolean;
}

const NOT_WRITTEN = {
  code: 'record_not_written',
  admin: 'the decision record could not be written, and is required',
} as const;

/** INVARIANT: one record per attempt, before the token leaves. A record that cannot be written is reported, never passed over. */
export async function writeRecord<Event, Answer>(
  attempt: Attempt<Event>,
  { settled, effect }: Proposed<Answer>,
  adapter: Adapter<Event, Answer>,
  correlation: Correlation,
  ports: Ports,
): Promise<Written> {
  const attempted: Attempted = { ...summarize(attempt, settled, adapter, correlation, ports), effect };
  try {
    const record = buildRecord(attempted, ports.log, ports.sha256);
    const writing = within(Math.min(logTimeout(ports), timeLeft(attempt, ports)), () => ports.sink.write(record));
    const outcome = writing instanceof Promise ? await writing : writing;
    if (outcome.status === 'timeout') throw new AssayError('ERR_SINK_WRITE', 'the sink did not answer in time');
    if (outcome.status === 'error') throw outcome.cause;
    return { record, decision: settled.decision, isRefused: false };
  } catch (cause) {
    const isRefused = ports.log.required && attempt.mode === 'enforce' && effect !== 'refused';
    ports.onLoss({ recordId: attempt.id, sink: ports.sink.name, cause, isRefused });
    const final: Attempted = isRefused
      ? { ...attempted, ...denied(ports.pdp.digest, NOT_WRITTEN, attempt.request), effect: 'refused' }
      : attempted;
    // the inputs are the only part whose form is not ours
    return {
      record: buildRecord(final, { ...ports.log, inputs: 'none' }, ports.sha256),
      decision: final.decision,
      isRefused,
    };
  }
}

function summarize<Event, Answer>(
  attempt: Attempt<Event>,
  settled: Settled,
  adapter: Adapter<Event, Answer>,
  correlation: Correlation,
  ports: Ports,
): Omit<Attempted, 'effect'> {
  return {
    id: attempt.id,
    startedAt: attempt.startedAt,
    adapter: adapter.name,
    mode: attempt.mode,
    governed: attempt.governed,
    policyDigest: ports.pdp.digest,
    decision: settled.decision,
    obligations: settled.obligations,
    withheldClaims: settled.withheldClaims,
    request: attempt.request,
    attributes: attempt.gathered.attributes,
    evidence: attempt.gathered.evidence,
    timings: {
      gather: round(attempt.gatherMs),
      decide: round(attempt.decideMs),
      total: round(ports.stopwatch() - attempt.startedOn),
    },
    correlation: { ...correlationOf(attempt, adapter), ...correlation },
  };
}

/** A record without the other ids is better than none. */
function correlationOf<Event, Answer>({ event }: Attempt<Event>, adapter: Adapter<Event, Answer>): Correlation {
  try {
    return event === undefined ? {} : adapter.correlation(event);
  } catch {
    return {};
  }
}

const round = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
