// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import { at, isMembers, textAt, textsAt } from './json.ts';
import type { ActionTrigger } from './triggers.ts';

/** A factor an Action asked for. */
export interface Factor {
  readonly type: string;
  readonly options?: JsonObject;
}

/** What the user has to do before the transaction goes on; any one of `factors` will do. */
export interface Challenge {
  readonly kind: 'challenge' | 'enroll' | 'multifactor';
  readonly factors: readonly Factor[];
}

/** An expiry in milliseconds since the epoch; of several the earliest counts. */
export interface Expiries {
  expiresAt?: number;
  idleExpiresAt?: number;
}

/** What the Actions of one transaction asked for so far; it outlives a suspension. */
export interface TransactionState {
  readonly initialScopes: readonly string[];
  readonly targetScopes: Set<string>;
  /** Bypasses policy: what was last asked of a scope counts. */
  readonly scopeChanges: Map<string, 'add' | 'remove'>;
  readonly claims: { readonly accessToken: Map<string, Json>; readonly idToken: Map<string, Json> };
  readonly transactionMetadata: Map<string, string | number | boolean>;
  readonly refreshToken: Expiries & { metadata: Record<string, string>; revoked?: boolean };
  readonly session: Expiries & {
    metadata: Record<string, string>;
    cookieMode?: string;
    revoked?: { readonly preserveRefreshTokens: boolean };
  };
  readonly saml: { readonly attributes: Map<string, Json>; readonly config: Map<string, Json> };
  readonly user: {
    readonly appMetadata: Map<string, Json>;
    readonly userMetadata: Map<string, Json>;
    primaryUserId?: string;
    byId?: string;
    byConnection?: JsonObject;
    organization?: string;
  };
  readonly recordedMethods: string[];
  actor?: JsonObject;
  denied?: { readonly error: string; readonly reason?: string; readonly isInvalidSubjectToken?: boolean };
  /** Something the platform does not recover from, and no Action can catch. */
  failed?: { readonly error: string; readonly description: string };
  redirect?: string;
  prompt?: { readonly id: string; readonly options: JsonObject };
  challenges: Challenge[];
  multifactor?: Challenge;
  /** Of those, the one the user is asked to pass. */
  pending?: Challenge;
}

/** A transaction in which no Action asked for anything yet. */
export function newTransaction(trigger: ActionTrigger, event: unknown): TransactionState {
  const initialScopes = initialScopesOf(trigger, event);
  return {
    initialScopes,
    targetScopes: new Set(initialScopes),
    scopeChanges: new Map(),
    claims: { accessToken: new Map(), idToken: new Map() },
    transactionMetadata: transactionMetadataOf(event),
    refreshToken: { metadata: textsOf(at(event, 'refresh_token', 'metadata')) },
    session: { metadata: textsOf(at(event, 'session', 'metadata')) },
    saml: { attributes: new Map(), config: new Map() },
    user: { appMetadata: new Map(), userMetadata: new Map() },
    recordedMethods: [],
    challenges: [],
  };
}

/** What was asked for at a login; what the client's grant allows of it where there is no user. */
function initialScopesOf(trigger: ActionTrigger, event: unknown): readonly string[] {
  const already = textsAt(event, 'transaction', 'target_scopes');
  if (already.length > 0) return already;
  if (trigger === 'credentials-exchange') return textsAt(event, 'accessToken', 'scope');
  return textsAt(event, 'transaction', 'requested_scopes');
}

function transactionMetadataOf(event: unknown): Map<string, string | number | boolean> {
  const found = at(event, 'transaction', 'metadata');
  return new Map(
    Object.entries(isMembers(found) ? found : {}).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[key, value]] : [],
    ),
  );
}

function textsOf(value: unknown): Record<string, string> {
  const entries = Object.entries(isMembers(value) ? value : {});
  return Object.fromEntries(entries.flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])));
}

/** `event.transaction.protocol`; it is optional, and so is the transaction. */
export function protocolOf(event: unknown): string {
  return textAt(event, 'transaction', 'protocol') ?? 'unknown-protocol';
}
