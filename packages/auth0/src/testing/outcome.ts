// SPDX-License-Identifier: Apache-2.0
import { OVERSIZED_CLAIMS, isOversized } from './api/tokens.ts';
import { OVERSIZED_METADATA, isOversizedMetadata } from './api/user.ts';
import { remainingChallenge } from './ask-user.ts';
import { canInteract, isAtTokenEndpoint } from './protocols.ts';
import type { ActionOutcome } from './report.ts';
import type { Run } from './run.ts';
import type { Challenge, TransactionState } from './state.ts';

/** What becomes of the transaction after an execution. */
export interface Conclusion {
  readonly outcome: ActionOutcome;
  readonly error?: string;
  readonly errorDescription?: string;
  readonly challenge?: Challenge;
}

/** What the tenant makes of what the Action asked for. A denial comes before anything the user could do. */
export function conclude(run: Run): Conclusion {
  const { state } = run;
  if (state.failed !== undefined) return failure(state.failed.error, state.failed.description);
  if (state.denied !== undefined) {
    const { error, reason } = state.denied;
    return { outcome: 'deny', error, ...(reason === undefined ? {} : { errorDescription: reason }) };
  }
  const late = lateFailure(run);
  if (late !== undefined) return late;
  const isPending = state.redirect !== undefined || state.prompt !== undefined;
  if (isPending) return canInteract(run.sent) ? { outcome: 'suspended' } : notInteractive();
  return afterChallenges(run);
}

/** An execution that threw: the message reaches the client as it is. */
export function failure(error: string, errorDescription: string): Conclusion {
  return { outcome: 'error', error, errorDescription };
}

/** Goes through what the user was asked to prove, in order, up to the first thing that is still open. */
export function afterChallenges({ state, sent, tenant }: Run): Conclusion {
  const all = [...state.challenges, ...(state.multifactor === undefined ? [] : [state.multifactor])];
  for (const challenge of all) {
    // whether it would be satisfied does not matter: in these protocols the call itself is the failure
    if (!canInteract(sent)) return notInteractive();
    const remaining = remainingChallenge(challenge, sent, tenant);
    if (remaining === 'impossible') return failure('access_denied', 'none of the factors is enabled and enrolled');
    if (remaining !== 'satisfied') {
      state.pending = challenge;
      return { outcome: 'suspended', challenge: remaining };
    }
  }
  return { outcome: 'permit' };
}

/** Takes the challenge that was pending as passed. */
export function passChallenge(state: TransactionState): void {
  state.challenges = state.challenges.filter((challenge) => challenge !== state.pending);
  if (state.multifactor === state.pending) delete state.multifactor;
  delete state.pending;
}

function notInteractive(): Conclusion {
  return failure('interaction_required', 'the user cannot be asked in this flow');
}

/** What is found only when the tokens are made. How the platform tells of it is not documented; that it does not issue is. */
function lateFailure({ state, tenant }: Run): Conclusion | undefined {
  if (Object.values(state.claims).some(isOversized)) return failure('access_denied', OVERSIZED_CLAIMS);
  if ([state.user.appMetadata, state.user.userMetadata].some(isOversizedMetadata)) {
    return failure('access_denied', OVERSIZED_METADATA);
  }
  const isUserless = state.user.byId === undefined && state.user.byConnection === undefined;
  return tenant.trigger === 'custom-token-exchange' && isUserless
    ? failure('invalid_request', 'the Action set no user')
    : undefined;
}

const STATUS: { readonly [error: string]: number } = {
  access_denied: 403,
  interaction_required: 403,
  server_error: 500,
  too_many_attempts: 429,
};

/** The status of the token endpoint's answer, where it is one: documented for `access_denied`, RFC 6749 5.2 for the rest. */
export function statusOf({ outcome, error }: Conclusion, { tenant, sent }: Run): number | undefined {
  const isAnswer = tenant.trigger !== 'post-login' || isAtTokenEndpoint(sent);
  return isAnswer && (outcome === 'deny' || outcome === 'error') ? (STATUS[error ?? ''] ?? 400) : undefined;
}
