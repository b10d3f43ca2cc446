// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest, JsonObject } from '@assay/core/model';
import type { Capabilities } from '@assay/core/pep';

/** Why a request can never reach a platform's trigger. A closed list: a vector names one of these, and the test finds the same. */
export const NEVER = {
  several_targets: 'its tokens are for one API, and its events name no other',
  groups: 'its tokens and events know no groups',
  authorization_details: 'its tokens and events know no authorization details',
  profile: 'users do not have a member of that name and type',
  grant: 'it issues no tokens for that grant through this trigger',
  assertion: 'it issues no assertions through this trigger',
  actors: 'its events tell of nobody who acts for the subject',
} as const;
export type Never = keyof typeof NEVER;

/** What a platform does not do that the core can. A closed list, of which a vector names what it meets. */
export const LACKS = [
  'lifetime',
  'scope_removal',
  'openid_scopes',
  'authorization_details',
  'claim_removal',
  'claim_values',
  'reserved_claims',
  'obligations',
  'authentication',
  'baseline_scopes',
  'access_token_claims',
] as const;
export type LackName = (typeof LACKS)[number];

/** One thing a platform lacks: what its trigger cannot do or is not told, and the code by which the record says so. */
export interface Lack {
  readonly because: string;
  readonly capabilities?: Partial<Capabilities>;
  /** Puts back into a request what the platform does not tell. */
  readonly restored?: (told: IssuanceRequest, asked: IssuanceRequest) => IssuanceRequest;
  /** Of a reason in the record; absent where what is not told simply does not count. */
  readonly code?: 'unenforceable' | 'reserved_claim' | 'unmet_obligation';
}

/** A member of a request that a platform tells in its own way, or not at all: the decision does not hang on it, or the vector says what is lacking. */
export interface Told {
  readonly member: string;
  readonly because: string;
  readonly as: (request: IssuanceRequest) => IssuanceRequest;
}

/** A request as a platform sends it: to which trigger, in which event, and what its operator wrote beside the policy. */
export interface Native {
  readonly trigger: string;
  readonly event: JsonObject;
  readonly settings: JsonObject;
}

/** Whose artefacts lack something; `auth0_older` is what a tenant lacks beside that which has no newer features. */
export type Lacking = 'auth0' | 'auth0_older' | 'cognito';

/** How requests reach one platform. */
export interface NativeForm {
  readonly name: 'auth0' | 'cognito';
  /** Under which names vectors say what it lacks. */
  readonly lacking: readonly Lacking[];
  /** Why a request cannot be made there; nothing where it can. */
  never(request: IssuanceRequest): Never | undefined;
  readonly told: readonly Told[];
  readonly lacks: { readonly [L in LackName]?: Lack };
  /** `starts` are the obligations an operator set up to be started. */
  of(request: IssuanceRequest, starts: readonly string[]): Native;
}

/** A sign-in for itself, as a client has it: with its own credentials. */
export const isMachine = ({ grant }: IssuanceRequest): boolean => grant === 'client_credentials';
