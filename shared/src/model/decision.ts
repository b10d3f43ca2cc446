// SPDX-License-Identifier: Apache-2.0
import type { Json } from './json.ts';
import type { AuthorizationDetail, TokenType } from './request.ts';

/** Why something was refused: a stable code, a text for operators, and (rarely) one a user may see. */
export interface Reason {
  readonly code: ReasonCode;
  readonly admin: string;
  readonly user?: string;
}

/** The stable codes of refusals, with their meaning. */
export const REASONS = {
  denied_by_rule: 'a deny rule held',
  denied_on_error: 'a deny rule could not be evaluated, and so applies',
  not_permitted: 'rules speak of it, and none of them permits it',
  not_requestable: 'rules say who may request it, and none of them holds',
  no_rule: 'no rule speaks of it',
  outside_policy: 'the policy set does not govern it, and refuses what it does not govern',
  ungoverned: 'the policy set does not govern it, and lets pass what it does not govern',
  outside_baseline: 'the identity provider would not issue it',
  no_target_left: 'every audience was taken away',
  all_scopes_withheld: 'scopes were requested, and none of them survived',
  all_details_withheld: 'authorization details were requested, and none of them survived',
  invalid_detail: 'a member of an authorization detail is not what the project declares of it',
  limit_failed: 'a limit on a member of an authorization detail cannot be applied',
  unmet_obligation: 'a requirement of the rule that permits it cannot be met here',
  unenforceable: 'the decision holds a restriction this identity provider cannot carry out',
  broadened: 'the decision would grant more than the identity provider',
  reserved_claim: 'the decision would touch a claim no policy may touch',
  invalid_event: 'the event could not be read',
  record_not_written: 'the decision record could not be written, and is required',
  internal_error: 'something failed that should not',
} as const;
export type ReasonCode = keyof typeof REASONS;

/** What a client sees: error codes of RFC 6749 section 5.2, RFC 8707, RFC 9396 and OpenID Connect. */
export type IssuanceError =
  | 'access_denied'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_authorization_details'
  | 'unmet_authentication_requirements'
  | 'consent_required'
  | 'server_error';

/** A rule, and where it stands: `at` is `file:line:column`. */
export interface RuleRef {
  readonly policy: string;
  readonly rule: string;
  readonly at: string;
}

export interface WithheldScope {
  readonly scope: string;
  readonly rule: RuleRef | null;
  readonly reason: Reason;
}

/** `lifetime` is what the rules that permit the scope allow an access token with it. */
export interface GrantedScope {
  readonly scope: string;
  readonly rule: RuleRef | null;
  readonly lifetime?: LifetimeLimit;
}

export interface WithheldDetail {
  readonly index: number;
  readonly type: string;
  readonly rule: RuleRef | null;
  readonly reason: Reason;
}

/** A member of an authorization detail that a rule made less, by its dotted path. */
export interface NarrowedDetail {
  readonly index: number;
  readonly type: string;
  readonly member: string;
  readonly rule: RuleRef;
}

/** A group or a role of the baseline that was taken away. */
export interface WithheldMember {
  readonly name: string;
  readonly rule: RuleRef | null;
  readonly reason: Reason;
}

/** One change of a claim. `sources` names what the value was read from. */
export type ClaimChange =
  | {
      readonly action: 'set';
      readonly claim: string;
      readonly value: Json;
      readonly rule: RuleRef;
      readonly sources: readonly string[];
    }
  | { readonly action: 'remove'; readonly claim: string; readonly rule: RuleRef | null };

/** The ceiling a rule sets on a token's life, in seconds. */
export interface LifetimeLimit {
  readonly seconds: number;
  readonly rule: RuleRef;
}

/** What happens to one token type. */
export interface TokenChanges {
  readonly claims: readonly ClaimChange[];
  readonly lifetime?: LifetimeLimit;
}

/** What must be done before something is granted; what it is about is withheld (a gate: denied) where it cannot be done. */
export interface Obligation {
  readonly type: string;
  readonly properties: { readonly [name: string]: string | number };
  readonly about: { readonly gate: string } | { readonly scope: string } | { readonly detail: number };
  readonly rule: RuleRef;
}

interface Decided {
  /** Scopes in the order of the request; a scope is in exactly one of the two lists. */
  readonly scopes: { readonly granted: readonly GrantedScope[]; readonly withheld: readonly WithheldScope[] };
  readonly obligations: readonly Obligation[];
  readonly policyDigest: string;
  /** Codes of every rule and conjunct evaluated, see `readTrace` of the PDP; empty for a PDP that gives none. */
  readonly trace: readonly number[];
}

/** A gate that was opened, by which rule. */
export interface OpenGate {
  readonly gate: string;
  readonly audience: string;
  readonly rule: RuleRef | null;
}

/** A claim policy would set, and this trigger cannot carry. */
export interface WithheldClaim {
  readonly token: TokenType;
  readonly claim: string;
  readonly rule: RuleRef;
  readonly reason: Reason;
}

/** The token may exist. */
export interface PermitDecision extends Decided {
  readonly outcome: 'permit';
  readonly gates: readonly OpenGate[];
  readonly audiences: readonly string[];
  /** The groups and roles that stay, in the order of the baseline; absent where policy does not speak of them. */
  readonly groups?: readonly string[];
  readonly roles?: readonly string[];
  /** Those that do not. */
  readonly withheldGroups?: readonly WithheldMember[];
  readonly withheldRoles?: readonly WithheldMember[];
  readonly authorizationDetails: readonly AuthorizationDetail[];
  readonly withheldDetails: readonly WithheldDetail[];
  /** Absent where no rule made a member less. */
  readonly narrowedDetails?: readonly NarrowedDetail[];
  readonly tokens: { readonly [T in TokenType]?: TokenChanges };
}

/** The token may not exist. */
export interface DenyDecision extends Decided {
  readonly outcome: 'deny';
  readonly error: IssuanceError;
  readonly reason: Reason;
  readonly rule: RuleRef | null;
  /** Why each authorization detail was withheld, where the token may not exist although its gates are open. Absent where none was. */
  readonly withheldDetails?: readonly WithheldDetail[];
}

export type IssuanceDecision = PermitDecision | DenyDecision;
