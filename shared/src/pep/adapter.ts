// SPDX-License-Identifier: Apache-2.0
import type { IssuanceError, Obligation, PermitDecision } from '../model/decision.ts';
import type { Parsed } from '../model/parse-request.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { Capabilities } from './capabilities.ts';

/** What the client is told of a refusal: a stable code, and the id under which operators find the reason. */
export interface Refusal {
  readonly error: IssuanceError;
  readonly correlationId: string;
  /** What was required and not met, for an adapter that tells the client how to meet it; absent where nothing was. */
  readonly unmet?: readonly Obligation[];
}

/** Ids of one attempt by the system that gave them. */
export interface Correlation {
  readonly [system: string]: string;
}

/** What an adapter makes of a request, before `enforce` adds the time and leaves out parameters no policy reads. */
export type AdaptedRequest = Omit<IssuanceRequest, 'context'> & {
  readonly context: Omit<IssuanceRequest['context'], 'time'>;
};

/**
 * The port every identity provider is reached through: how to read its native event, and how to write its native answer. All functions are
 * pure. An adapter never decides, logs, retries or catches.
 */
export interface Adapter<Event, Answer> {
  readonly name: string;
  /** Our own copy of the fields we read, or what is wrong with the event. */
  parseEvent(native: unknown): Parsed<Event>;
  toRequest(event: Event): AdaptedRequest;
  /** What this event's trigger can carry out. */
  capabilities(event: Event): Capabilities;
  /** Ids under which other systems know the attempt; never a secret, a token or a code. */
  correlation(event: Event): Correlation;
  /** `pending` are the obligations to be started: not met, and among what `capabilities` says this trigger can start. */
  toResponse(decision: PermitDecision, event: Event, pending: readonly Obligation[]): Answer;
  /** The answer that changes nothing, whatever the event is. */
  unchanged(native: unknown): Answer;
  /** The answer that refuses; there may be no event, where it could not be read. */
  refuse(refusal: Refusal, event: Event | undefined): Answer;
}
