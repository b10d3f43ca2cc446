// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Json, Obligation, PermitDecision } from '@assay/core/model';
import { obligationKey, type Refusal } from '@assay/core/pep';
import { claimEffects, nameOfClaim } from '../claims.ts';
import { RECORD_ID, type Effect, type Effects } from '../effects.ts';
import { pick } from '../profile.ts';
import type { Auth0Settings } from '../settings.ts';
import { challengeFor } from './acr.ts';
import { acrOf } from './capabilities.ts';
import { KEPT_PARAMETERS, type PostLoginEvent } from './event.ts';

/** What an answer is made with: the time in milliseconds since 1970, and the parameters of clients the policy reads. */
export interface ResponsePorts {
  readonly settings: Auth0Settings;
  readonly now: number;
  readonly parameters: readonly string[];
}

/**
 * The permit as calls. INVARIANT: what takes away comes before what adds, so that a call that fails leaves less and never more. Where a user is
 * sent to a page, that is all there is: the rest is decided anew when they come back.
 */
export function toResponse(
  decision: PermitDecision,
  event: PostLoginEvent,
  pending: readonly Obligation[],
  { settings, now, parameters }: ResponsePorts,
): Effects {
  const elsewhere = pending.filter(({ type }) => type !== 'step_up');
  if (elsewhere.length > 0)
    return [...keep(event, parameters), ...redirectFor(elsewhere, decision.policyDigest, settings)];
  const { removed, added } = scopeEffects(decision, event);
  return [
    ...removed,
    ...lifetimeEffects(decision, event, now),
    ...audienceEffects(decision, event, settings),
    ...challengeEffects(pending, event, settings),
    ...attributeRemovals(decision, settings),
    ...added,
    ...claimEffects(decision, settings),
    ...notes(decision, event),
  ];
}

/** `access_denied <record id>` is what the client gets to see. */
export function refuse({ error, correlationId }: Refusal): Effects {
  return [{ call: 'access.deny', args: [`${error} ${correlationId}`] }];
}

function scopeEffects(
  decision: PermitDecision,
  { scopes = [], features }: PostLoginEvent,
): { readonly removed: Effects; readonly added: Effects } {
  const granted = decision.scopes.granted.map(({ scope }) => scope);
  const gone = scopes.filter((scope) => !granted.includes(scope));
  const more = granted.filter((scope) => !scopes.includes(scope));
  if (gone.length === 0 && more.length === 0) return { removed: [], added: [] };
  // an Action before this one may have added a scope to the token, past the target scopes
  const removed = gone.map((scope): Effect => ({ call: 'accessToken.removeScope', args: [scope] }));
  if (features.targetScopes)
    return {
      removed: [{ call: 'transaction.setTargetScopes', args: [granted] }, ...(features.tokenScopes ? removed : [])],
      added: [],
    };
  return {
    removed,
    added: more.map((scope): Effect => ({ call: 'accessToken.addScope', args: [scope] })),
  };
}

/**
 * `now` in milliseconds since 1970. A refresh token never lives longer than the event says it would. Its idle end is only brought forward, never
 * set where it is not known: Auth0 would take one that is later than its own. An assertion says its life in seconds.
 */
function lifetimeEffects({ tokens }: PermitDecision, { refreshToken }: PostLoginEvent, now: number): Effects {
  const refresh = tokens.refresh_token?.lifetime;
  const saml = tokens.saml2?.lifetime;
  const end = Math.min(now + (refresh?.seconds ?? 0) * 1000, refreshToken?.expiresAt ?? Infinity);
  const isIdleLonger = refreshToken?.idleExpiresAt !== undefined && refreshToken.idleExpiresAt > end;
  return [
    ...(refresh ? [{ call: 'refreshToken.setExpiresAt', args: [end] } as const] : []),
    ...(refresh && isIdleLonger ? [{ call: 'refreshToken.setIdleExpiresAt', args: [end] } as const] : []),
    ...(saml ? [{ call: 'samlResponse.setLifetimeInSeconds', args: [saml.seconds] } as const] : []),
  ];
}

/** An assertion is for whom the policy was asked about, where the operator said who that is; otherwise for whoever asked. */
function audienceEffects({ audiences }: PermitDecision, event: PostLoginEvent, { clients }: Auth0Settings): Effects {
  const audience = event.kind.issues === 'saml' ? clients.get(event.client.id)?.audience : undefined;
  return audience !== undefined && audiences.includes(audience)
    ? [{ call: 'samlResponse.setAudience', args: [audience] }]
    : [];
}

function challengeEffects(
  pending: readonly Obligation[],
  { enrolled }: PostLoginEvent,
  { acr }: Auth0Settings,
): Effects {
  if (pending.length === 0) return [];
  const challenge = challengeFor(pending.map(acrOf), enrolled, acr);
  const [first, ...others] = (challenge?.factors ?? []).map((type) => ({ type }));
  // the guard refused what no factor leads to
  if (challenge === undefined || first === undefined)
    throw new AssayError('ERR_INTERNAL', 'a step-up without a factor');
  return [{ call: challenge.call, args: [first, { additionalFactors: others }] }];
}

/**
 * What the client sent waits in the transaction, because the next event has another request: as far as the policy reads it, and then without fail. A user
 * who comes back without it would be decided about as if the client had said nothing.
 */
function keep({ parameters }: PostLoginEvent, read: readonly string[]): Effects {
  if (read.length === 0) return [];
  return [{ call: 'transaction.setMetadata', args: [KEPT_PARAMETERS, JSON.stringify(pick(parameters, read))] }];
}

/** The page learns which attempt it is about, by which policy, and what there is to approve. */
function redirectFor(pending: readonly Obligation[], digest: string, { redirect }: Auth0Settings): Effects {
  if (redirect === undefined) throw new AssayError('ERR_INTERNAL', 'a redirect without a page');
  const { url, secret, expiresInSeconds } = redirect;
  const about = pending.map((obligation) => ({
    key: obligationKey(obligation),
    type: obligation.type,
    about: obligation.about as { readonly [kind: string]: Json }, // sound: one of three members, a string or a number
    ...obligation.properties,
  }));
  return [{ call: 'redirect', args: [url, secret, expiresInSeconds, RECORD_ID, { digest, pending: about }] }];
}

/** Auth0 takes null for "leave it out". */
function attributeRemovals({ tokens }: PermitDecision, settings: Auth0Settings): Effects {
  return (tokens.saml2?.claims ?? [])
    .filter(({ action }) => action === 'remove')
    .map(({ claim }) => ({ call: 'samlResponse.setAttribute', args: [nameOfClaim(claim, 'saml2', settings), null] }));
}

/** Which decision it was, for whoever comes after: on the transaction, and on a refresh token when it is first granted, to be compared with at every refresh. */
function notes({ policyDigest, tokens }: PermitDecision, { features, refreshToken }: PostLoginEvent): Effects {
  const isFirst = tokens.refresh_token !== undefined && refreshToken?.isNoted !== true;
  return [
    ...(features.transactionMetadata ? [note('transaction.setMetadata', 'assay_decision', RECORD_ID)] : []),
    ...(features.refreshToken && isFirst
      ? [
          note('refreshToken.setMetadata', 'assay_decision', RECORD_ID),
          note('refreshToken.setMetadata', 'assay_policy', policyDigest),
        ]
      : []),
  ];
}

const note = (call: Effect['call'], name: string, value: string): Effect => ({
  call,
  args: [name, value],
  isOptional: true,
});
