// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../model/json.ts';
import type { PermitDecision } from '../model/decision.ts';
import type { IssuanceRequest, TokenType } from '../model/request.ts';

/** What a trigger can do to one token type's claims. `string`: values of claims can only be strings; `accepts` says more where there is more to say. */
export interface ClaimCapability {
  readonly set: 'json' | 'string' | 'no';
  readonly remove: boolean;
  readonly accepts?: (claim: string, value: Json) => boolean;
}

/** What one trigger of one identity provider can carry out. What it cannot is never pretended: it becomes a denial. */
export interface Capabilities {
  /** Whether scopes can be taken away; and whether the token has scopes the trigger is not told of, which is refused unless an operator accepted it. */
  readonly scopes: 'remove' | 'none';
  readonly hasUnseenScopes: boolean;
  /** What an operator can do about scopes that are not told. */
  readonly unseenScopesAdvice?: string;
  readonly claims: { readonly [T in TokenType]?: ClaimCapability };
  /** Token types whose lifetime it can set. */
  readonly lifetime: readonly TokenType[];
  readonly audience: boolean;
  readonly groups: boolean;
  readonly roles: boolean;
  readonly authorizationDetails: boolean;
  /** Obligation types it can start (a step-up, a consent page); others have to be met already. Whether a person is there to be asked is not said here: the core sees to that. */
  readonly obligations: readonly string[];
  /** What of a decision is beyond the sizes and counts of the platform, in words; nothing where it fits. */
  readonly exceeds?: (decision: PermitDecision, request: IssuanceRequest) => string | undefined;
  /** Claims of this identity provider no policy may touch, beyond those of every provider. */
  readonly isReservedClaim: (claim: string, token: TokenType) => boolean;
}
