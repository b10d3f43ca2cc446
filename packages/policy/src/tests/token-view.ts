// SPDX-License-Identifier: Apache-2.0
import {
  TOKEN_TYPES,
  type IssuanceDecision,
  type IssuanceRequest,
  type Json,
  type JsonObject,
} from '@assay/core/model';
import type { ByToken } from './test-case.ts';

/** What a decision makes of the token, without what it is put down to: what tests compare. */
export interface TokenView {
  readonly outcome: 'permit' | 'deny';
  readonly scopes: readonly string[];
  readonly audiences: readonly string[];
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly claims: ByToken<JsonObject>;
  readonly removedClaims: ByToken<readonly string[]>;
  /** Seconds. */
  readonly lifetimes: ByToken<number>;
  readonly authorizationDetails: readonly JsonObject[];
  /** Types, each once. */
  readonly obligations: readonly string[];
}

/** The token of a decision. */
export function tokenView(decision: IssuanceDecision, { baseline }: IssuanceRequest): TokenView {
  const claims: { -readonly [K in keyof ByToken<JsonObject>]: JsonObject } = {};
  const removedClaims: { -readonly [K in keyof ByToken<readonly string[]>]: readonly string[] } = {};
  const lifetimes: { -readonly [K in keyof ByToken<number>]: number } = {};
  const isPermit = decision.outcome === 'permit';
  for (const token of TOKEN_TYPES) {
    const changes = isPermit ? decision.tokens[token] : undefined;
    if (changes === undefined) continue;
    claims[token] = Object.fromEntries(
      changes.claims.flatMap((change): readonly [string, Json][] =>
        change.action === 'set' ? [[change.claim, change.value]] : [],
      ),
    );
    removedClaims[token] = changes.claims.flatMap(({ action, claim }) => (action === 'remove' ? [claim] : []));
    if (changes.lifetime) lifetimes[token] = changes.lifetime.seconds;
  }
  return {
    outcome: decision.outcome,
    scopes: decision.scopes.granted.map(({ scope }) => scope),
    audiences: isPermit ? decision.audiences : [],
    groups: isPermit ? (decision.groups ?? baseline.groups) : [],
    roles: isPermit ? (decision.roles ?? baseline.roles) : [],
    claims,
    removedClaims,
    lifetimes,
    authorizationDetails: isPermit ? decision.authorizationDetails : [],
    obligations: [...new Set(decision.obligations.map(({ type }) => type))],
  };
}
