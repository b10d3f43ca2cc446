// SPDX-License-Identifier: Apache-2.0
import type { IssuanceDecision, Reason } from '../model/decision.ts';
import type { IssuanceRequest } from '../model/request.ts';
import type { Gathered } from '../pip/gather.ts';
import type { Settled } from './settled.ts';

/** How far one attempt has come: filled in step by step, so that whatever fails, the record says what was known by then. */
export interface Attempt<Event> {
  readonly id: string;
  /** Milliseconds since 1970, and on the stopwatch. */
  readonly startedAt: number;
  readonly startedOn: number;
  mode: 'enforce' | 'observe';
  governed: boolean;
  event: Event | undefined;
  request: IssuanceRequest | undefined;
  gathered: Gathered;
  gatherMs: number;
  decideMs: number;
}

/** Why what the policy set does not govern is refused, where it says so. */
export const OUTSIDE = { code: 'outside_policy', admin: 'the policy set does not govern this request' } as const;

/** A denial that no policy decided: there was nothing to ask it about, or asking failed. */
export function denied(policyDigest: string, reason: Reason, request: IssuanceRequest | undefined): Settled {
  const withheld = (request?.scopes ?? []).map((scope) => ({ scope, rule: null, reason }));
  const error = reason.code === 'outside_policy' ? 'access_denied' : 'server_error';
  const decision: IssuanceDecision = {
    outcome: 'deny',
    error,
    reason,
    rule: null,
    scopes: { granted: [], withheld },
    obligations: [],
    policyDigest,
    trace: [],
  };
  return { decision, obligations: [], withheldClaims: [] };
}

/** The permit that leaves everything as the identity provider would have it: what a request gets that the policy set does not speak of. */
export function passedOn(policyDigest: string, request: IssuanceRequest): Settled {
  const { baseline, scopes } = request;
  const decision: IssuanceDecision = {
    outcome: 'permit',
    gates: [],
    audiences: baseline.audiences,
    scopes: { granted: scopes.map((scope) => ({ scope, rule: null })), withheld: [] },
    authorizationDetails: baseline.authorizationDetails,
    withheldDetails: [],
    tokens: {},
    obligations: [],
    policyDigest,
    trace: [],
  };
  return { decision, obligations: [], withheldClaims: [] };
}
