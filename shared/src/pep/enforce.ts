// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision, IssuanceError } from '../model/decision.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { DecisionRecord } from '../log/record.ts';
import { canonicalJson } from '../log/canonical.ts';
import { governs, modeOf } from '../pdp/governance.ts';
import { gather } from '../pip/gather.ts';
import { isAssayError } from '../errors/index.ts';
import type { Adapter, Correlation } from './adapter.ts';
import { denied, passedOn, type Attempt } from './attempt.ts';
import { GUARD } from './guard.ts';
import type { Ports } from './ports.ts';
import { writeRecord } from './write-record.ts';
import { settle, type Settled } from './settled.ts';
import { takeOver } from './take-over.ts';

/** What an attempt came to: the native answer, the decision behind it, and the record that was written. */
export interface Enforced<Answer> {
  readonly answer: Answer;
  readonly decision: IssuanceDecision;
  readonly record: DecisionRecord;
}

/**
 * The one handler of every identity provider: from a native event to a native answer. Called once per issuance. Never throws or rejects: what
 * fails is a denial (or, where the policy set only observes, changes nothing), and every attempt leaves one record. `correlation` are ids the
 * platform gives beside the event.
 */
export function enforce<Event, Answer>(
  adapter: Adapter<Event, Answer>,
  ports: Ports,
): (native: unknown, correlation?: Correlation) => Promise<Enforced<Answer>> {
  return async (native, correlation = {}) => {
    const attempt = begin<Event>(ports);
    const decided = await decideOn(attempt, adapter, ports, native).catch((cause: unknown) => failed(attempt, ports, cause));
    const { settled, answer } = propose(attempt, decided, adapter, ports, native);
    const { record, isLost } = await writeRecord(attempt, settled, adapter, correlation, ports);
    const isRefused = isLost && ports.log.required && attempt.mode === 'enforce';
    return { answer: isRefused ? refusal(attempt, 'server_error', adapter) : answer, decision: settled.decision, record };
  };
}

/** The steps of an attempt, up to what is to be recorded and answered. */
async function decideOn<Event, Answer>(attempt: Attempt<Event>, adapter: Adapter<Event, Answer>, ports: Ports, native: unknown): Promise<Settled> {
  const { pdp } = ports;
  // read the event
  const event = adapter.parseEvent(native);
  if (!event.ok) return denied(pdp.digest, { code: 'invalid_event', admin: event.problems.map(({ path, message }) => `${path}: ${message}`).join('; ') }, undefined);
  attempt.event = event.value;
  // build the request
  const request: IssuanceRequest = takeOver(adapter.toRequest(event.value), pdp.parameters, attempt.startedAt);
  attempt.request = request;
  attempt.mode = modeOf(pdp.governance, request);
  attempt.governed = governs(pdp.governance, request);
  if (!attempt.governed) return pdp.governance.outside === 'pass' ? passedOn(pdp.digest, request) : denied(pdp.digest, OUTSIDE, request);
  // gather attributes
  const gathering = gather(pdp.sourcesFor(request), ports.sources, request, { ...ports, digestOf: (value) => `sha256-${ports.sha256(canonicalJson(value))}` });
  attempt.gathered = gathering instanceof Promise ? await gathering : gathering;
  attempt.gatherMs = ports.stopwatch() - attempt.startedOn;
  // decide
  const deciding = pdp.decide(request, attempt.gathered.attributes);
  const decision = deciding instanceof Promise ? await deciding : deciding;
  attempt.decideMs = ports.stopwatch() - attempt.startedOn - attempt.gatherMs;
  // guard, and apply obligations
  return settle(decision, GUARD, { request, capabilities: adapter.capabilities(event.value), ceiling: ports.ceiling ?? {} });
}

const OUTSIDE = { code: 'outside_policy', admin: 'the policy set does not govern this request' } as const;

function begin<Event>({ pdp, clock, stopwatch, newId }: Ports): Attempt<Event> {
  const { mode, otherMode } = pdp.governance;
  return {
    id: newId(),
    startedAt: clock(),
    startedOn: stopwatch(),
    // until the request is known: only a policy set that observes everything lets pass what cannot be read
    mode: mode === 'observe' && otherMode === undefined ? 'observe' : 'enforce',
    governed: true,
    event: undefined,
    request: undefined,
    gathered: { attributes: {}, evidence: [] },
    gatherMs: 0,
    decideMs: 0,
  };
}

function failed<Event>(attempt: Attempt<Event>, { pdp }: Ports, cause: unknown): Settled {
  // the text of an unknown error may hold anything of the event, so only our own get into the record
  const admin = isAssayError(cause) ? `${cause.code}: ${cause.message}` : `unexpected ${cause instanceof Error ? cause.name : typeof cause}`;
  return denied(pdp.digest, { code: 'internal_error', admin }, attempt.request);
}

interface Proposed<Answer> {
  readonly settled: Settled;
  readonly answer: Answer;
}

/** The native answer, made before the record is written: should an adapter fail to write it, the record says so. */
function propose<Event, Answer>(attempt: Attempt<Event>, settled: Settled, adapter: Adapter<Event, Answer>, ports: Ports, native: unknown): Proposed<Answer> {
  const { decision } = settled;
  const { mode, governed, event } = attempt;
  if (mode === 'observe' || (decision.outcome === 'permit' && !governed)) return { settled, answer: adapter.unchanged(native) };
  if (decision.outcome === 'deny' || event === undefined) return { settled, answer: refusal(attempt, decision.outcome === 'deny' ? decision.error : 'server_error', adapter) };
  try {
    return { settled, answer: adapter.toResponse(decision, event) };
  } catch (cause) {
    return { settled: failed(attempt, ports, cause), answer: refusal(attempt, 'server_error', adapter) };
  }
}

function refusal<Event, Answer>(attempt: Attempt<Event>, error: IssuanceError, adapter: Adapter<Event, Answer>): Answer {
  return adapter.refuse({ error, correlationId: attempt.id }, attempt.event);
}
