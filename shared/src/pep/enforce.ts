// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision, IssuanceError, Obligation } from '../model/decision.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { DecisionRecord } from '../log/record.ts';
import { createDigest } from '../log/digest.ts';
import { isEmbedded } from '../pdp/embedded.ts';
import { governs, modeOf } from '../pdp/governance.ts';
import { gather, type GatherPorts } from '../pip/gather.ts';
import { AssayError, nameOfThrown } from '../errors/index.ts';
import type { Adapter, Correlation } from './adapter.ts';
import { denied, OUTSIDE, passedOn, type Attempt } from './attempt.ts';
import { GUARD } from './guard.ts';
import type { Ports } from './ports.ts';
import { pendingOf } from './pending.ts';
import { logTimeout, timeLeft } from './time-left.ts';
import { writeRecord, type Proposed } from './write-record.ts';
import { settle, type Settled } from './settled.ts';
import { takeOver } from './take-over.ts';

/** What an attempt came to: the native answer, the decision behind it, and the record that was written. */
export interface Enforced<Answer> {
  readonly answer: Answer;
  readonly decision: IssuanceDecision;
  readonly record: DecisionRecord;
}

/**
 * The one handler of every identity provider: from a native event to a native answer. Called once per issuance. What fails is a denial (or,
 * where the policy set only observes, changes nothing), and every attempt leaves one record. Rejects only where the adapter cannot even say no,
 * after the record: without an answer there is no token. `correlation` are ids the platform gives beside the event. Throws ERR_SOURCE_MISSING, before
 * any attempt, where the policy reads a source that is not among the ports.
 */
export function enforce<Event, Answer>(
  adapter: Adapter<Event, Answer>,
  ports: Ports,
): (native: unknown, correlation?: Correlation) => Promise<Enforced<Answer>> {
  refuseMissingSources(ports);
  refuseUnchecked(ports);
  const gathering: GatherPorts = {
    clock: ports.clock,
    stopwatch: ports.stopwatch,
    digestOf: createDigest(ports.sha256),
  };
  return async (native, correlation = {}) => {
    const attempt = begin<Event>(ports, native);
    const decided = await decideOn(attempt, adapter, ports, gathering, native).catch((cause: unknown) =>
      failed(attempt, ports, cause),
    );
    const proposed = propose(attempt, decided, adapter, ports, native);
    const { record, decision, isRefused } = await writeRecord(attempt, proposed, adapter, correlation, ports);
    const answer = proposed.made && !isRefused ? proposed.made.answer : refusal(attempt, 'server_error', adapter);
    return { answer, decision, record };
  };
}

/** Before any attempt: every answer of such a PDP would be refused. */
function refuseUnchecked({ pdp, isDecision }: Ports): void {
  if (!isEmbedded(pdp) && isDecision === undefined)
    throw new AssayError('ERR_INTERNAL', 'a PDP that is no table of this package needs the port `isDecision`');
}

function refuseMissingSources({ pdp, sources }: Ports): void {
  const missing = pdp.sources.filter((name) => !sources.some(({ source }) => source.name === name));
  if (missing.length > 0) {
    const names = missing.map((name) => `\`${name}\``).join(', ');
    throw new AssayError('ERR_SOURCE_MISSING', `the policy reads ${names}, and no source of that name was given`);
  }
}

/** The steps of an attempt, up to what is to be recorded and answered. */
async function decideOn<Event, Answer>(
  attempt: Attempt<Event>,
  adapter: Adapter<Event, Answer>,
  ports: Ports,
  gathering: GatherPorts,
  native: unknown,
): Promise<Settled> {
  const { pdp } = ports;
  // read the event
  const event = adapter.parseEvent(native);
  if (!event.ok)
    return denied(
      pdp.digest,
      { code: 'invalid_event', admin: event.problems.map(({ path, message }) => `${path}: ${message}`).join('; ') },
      undefined,
    );
  attempt.event = event.value;
  // build the request
  const request: IssuanceRequest = takeOver(adapter.toRequest(event.value), pdp.parameters, attempt.startedAt);
  attempt.request = request;
  attempt.mode = modeOf(pdp.governance, request);
  attempt.governed = governs(pdp.governance, request);
  if (!attempt.governed)
    return pdp.governance.outside === 'pass' ? passedOn(pdp.digest, request) : denied(pdp.digest, OUTSIDE, request);
  // gather attributes
  const gathered = gather(
    pdp.sourcesFor(request),
    ports.sources,
    request,
    gathering,
    timeLeft(attempt, ports) - logTimeout(ports),
  );
  attempt.gathered = gathered instanceof Promise ? await gathered : gathered;
  attempt.gatherMs = ports.stopwatch() - attempt.startedOn;
  // decide
  const deciding = pdp.decide(request, attempt.gathered.attributes);
  const decision = deciding instanceof Promise ? await deciding : deciding;
  // INVARIANT: the guard compares names, and only what is a decision has them
  if (!isEmbedded(pdp) && ports.isDecision?.(decision) !== true)
    throw new AssayError('ERR_INTERNAL', 'the PDP answered with something that is no decision');
  attempt.decideMs = ports.stopwatch() - attempt.startedOn - attempt.gatherMs;
  // guard, and apply obligations
  return settle(decision, GUARD, {
    request,
    capabilities: adapter.capabilities(event.value),
    ceiling: ports.ceiling ?? {},
    narrowable: ports.pdp.narrowable ?? {},
  });
}

function begin<Event>({ pdp, clock, stopwatch, newId }: Ports, native: unknown): Attempt<Event> {
  const { mode, otherMode } = pdp.governance;
  return {
    id: newId(native),
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
  return denied(pdp.digest, { code: 'internal_error', admin: nameOfThrown(cause) }, attempt.request);
}

/** The native answer, made before the record is written: should an adapter fail to make it, the record says so. */
function propose<Event, Answer>(
  attempt: Attempt<Event>,
  settled: Settled,
  adapter: Adapter<Event, Answer>,
  ports: Ports,
  native: unknown,
): Proposed<Answer> {
  const { decision } = settled;
  const { mode, governed, event } = attempt;
  try {
    if (mode === 'observe' || (decision.outcome === 'permit' && !governed))
      return { settled, effect: 'issued_unchanged', made: { answer: adapter.unchanged(native) } };
    if (decision.outcome === 'deny')
      return {
        settled,
        effect: 'refused',
        made: { answer: refusal(attempt, decision.error, adapter, unmetOf(settled)) },
      };
    if (event === undefined) throw new AssayError('ERR_INTERNAL', 'a permit without an event');
    return {
      settled,
      effect: 'issued_as_decided',
      made: { answer: adapter.toResponse(decision, event, pendingOf(settled, decision)) },
    };
  } catch (cause) {
    return { settled: failed(attempt, ports, cause), effect: 'refused' };
  }
}

function refusal<Event, Answer>(
  attempt: Attempt<Event>,
  error: IssuanceError,
  adapter: Adapter<Event, Answer>,
  unmet: readonly Obligation[] = [],
): Answer {
  const refused = { error, correlationId: attempt.id };
  return adapter.refuse(unmet.length > 0 ? { ...refused, unmet } : refused, attempt.event);
}

const unmetOf = ({ obligations }: Settled): readonly Obligation[] =>
  obligations.flatMap(({ met, ...obligation }) => (met ? [] : [obligation]));
