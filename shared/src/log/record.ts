// SPDX-License-Identifier: Apache-2.0
import type {
  ClaimChange,
  IssuanceError,
  LifetimeLimit,
  NarrowedDetail,
  Obligation,
  Reason,
  RuleRef,
  WithheldClaim,
  WithheldDetail,
  WithheldMember,
  WithheldScope,
} from '../model/decision.ts';
import type {
  Actor,
  Attributes,
  AuthorizationDetail,
  Baseline,
  Client,
  GrantType,
  IssuanceRequest,
  Protocol,
  SubjectType,
  TokenType,
} from '../model/request.ts';

export const RECORD_VERSION = 1;

/** How one source was read: see `Evidence` of the PIP, whose shape this is. */
export interface RecordedEvidence {
  readonly source: string;
  readonly status: string;
  readonly latencyMs: number;
  readonly reason?: string;
  readonly ageSeconds?: number;
  readonly digest?: string;
  readonly exception?: string;
}

/** What one token type came to. */
export interface RecordedToken {
  readonly token: TokenType;
  readonly claims: readonly ClaimChange[];
  readonly lifetime?: LifetimeLimit;
}

/** The one record of an issuance attempt, whatever came of it. Published as `schemas/decision-record.schema.json`. */
export interface DecisionRecord {
  readonly version: typeof RECORD_VERSION;
  /** UUIDv7; the correlation id a client sees on a denial. */
  readonly id: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  readonly host: { readonly adapter: string; readonly trigger?: string };
  /** `observe`: the outcome was not carried out. */
  readonly mode: 'enforce' | 'observe';
  /** `ungoverned`: the policy set does not speak of this request. */
  readonly governed: boolean;
  readonly outcome: 'permit' | 'deny';
  /** What the identity provider was told: what the outcome says, or (observed, or ungoverned) nothing. */
  readonly effect: 'issued_as_decided' | 'issued_unchanged' | 'refused';
  readonly error?: IssuanceError;
  readonly reason?: Reason;
  readonly rule?: RuleRef;
  readonly who?: {
    readonly subject: { readonly type: SubjectType; readonly id: string };
    readonly actors: readonly Actor[];
    readonly client: Client;
  };
  readonly asked?: {
    readonly grant: GrantType;
    readonly protocol: Protocol;
    readonly tokens: readonly TokenType[];
    readonly targets: readonly string[];
    readonly scopes: readonly string[];
    readonly authorizationDetails: readonly AuthorizationDetail[];
  };
  readonly baseline?: Baseline;
  readonly granted?: {
    readonly scopes: readonly { readonly scope: string; readonly rule: RuleRef | null }[];
    readonly audiences: readonly string[];
    readonly groups?: readonly string[];
    readonly roles?: readonly string[];
    readonly authorizationDetails: readonly AuthorizationDetail[];
    /** Absent where no rule made a member less. */
    readonly narrowedDetails?: readonly NarrowedDetail[];
    readonly tokens: readonly RecordedToken[];
  };
  readonly withheld: {
    readonly scopes: readonly WithheldScope[];
    readonly authorizationDetails: readonly WithheldDetail[];
    readonly claims: readonly WithheldClaim[];
    /** Absent where policy does not speak of them. */
    readonly groups?: readonly WithheldMember[];
    readonly roles?: readonly WithheldMember[];
  };
  readonly obligations: readonly (Obligation & { readonly met: boolean })[];
  readonly policy: { readonly digest: string; readonly decided: readonly RuleRef[] };
  readonly evidence: readonly RecordedEvidence[];
  readonly trace: readonly number[];
  /** Milliseconds, of wall time. */
  readonly timings: { readonly gather: number; readonly decide: number; readonly total: number };
  /** Ids of the same attempt in other systems. */
  readonly correlation: { readonly [system: string]: string };
  /** All that is needed to decide again; `digest` is SHA-256 over the canonical form of the other two. */
  readonly inputs: { readonly digest?: string; readonly request?: IssuanceRequest; readonly attributes?: Attributes };
  /** JSON pointers of what was taken out before the record was written. */
  readonly redacted: readonly string[];
}
