// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { ApiCall } from './build-api.ts';
import type { Dropped } from './issued-claims.ts';
import type { CapturedConsole } from './runner/capture-console.ts';
import type { Challenge } from './state.ts';
import type { ActionEntrypoint, ActionTrigger } from './triggers.ts';

/**
 * `permit`: the tenant goes on, and issues what `token` shows if no later Action objects. `deny`: the Action refused. `suspended`: the user has
 * something to do first. `error`: the Action failed, which is a refusal, too, and may tell the client more than it should.
 */
export type ActionOutcome = 'permit' | 'deny' | 'suspended' | 'error';

/** What the tokens come to, after the tenant has dropped what it does not carry. */
export interface TokenView {
  readonly accessToken: { readonly scopes: readonly string[]; readonly customClaims: JsonObject };
  readonly idToken: { readonly isIssued: boolean; readonly customClaims: JsonObject };
  /** Times in milliseconds since the epoch. */
  readonly refreshToken: {
    readonly isIssued: boolean;
    readonly expiresAt?: number;
    readonly idleExpiresAt?: number;
    readonly metadata: JsonObject;
  };
  /** The assertion of a SAML or WS-Federation login; `settings` are all that were set, keys aside. */
  readonly samlResponse?: {
    readonly attributes: JsonObject;
    readonly audience?: string;
    readonly lifetimeInSeconds?: number;
    readonly settings: JsonObject;
  };
  readonly actor?: JsonObject;
}

/** What the transaction changes of the user; written even where it ends in a denial. */
export interface UserView {
  readonly primaryUserId?: string;
  readonly byId?: string;
  readonly byConnection?: JsonObject;
  readonly organization?: string;
  readonly appMetadata: JsonObject;
  readonly userMetadata: JsonObject;
}

export interface SessionView {
  readonly expiresAt?: number;
  readonly idleExpiresAt?: number;
  readonly cookieMode?: string;
  readonly metadata: JsonObject;
  readonly revoked?: { readonly preserveRefreshTokens: boolean };
  /** URLs of the methods of authentication the Action vouched for. */
  readonly recordedMethods: readonly string[];
}

/** What one execution of an Action did, and what the tenant would make of it: plain data. */
export interface ActionReport {
  readonly trigger: ActionTrigger;
  readonly entrypoint: ActionEntrypoint;
  readonly outcome: ActionOutcome;
  /** What the client sees of a denial or an error. */
  readonly error?: string;
  readonly errorDescription?: string;
  /** Of the token endpoint's answer; absent where a browser carries the error, and where the answer is a token. */
  readonly httpStatus?: number;
  /** Where the user is sent: `url` has the query and the `state` to come back with. */
  readonly redirect?: { readonly url: string; readonly query: JsonObject; readonly state: string };
  readonly prompt?: { readonly id: string; readonly fields: JsonObject; readonly vars: JsonObject };
  readonly challenge?: Challenge;
  /** Of a permit, and of a suspension what it comes to so far. */
  readonly token?: TokenView;
  readonly dropped: readonly Dropped[];
  readonly user: UserView;
  readonly session: SessionView;
  /** `event.transaction.metadata` as later Actions see it. */
  readonly metadata: JsonObject;
  readonly isRefreshTokenRevoked: boolean;
  readonly calls: readonly ApiCall[];
  readonly console: CapturedConsole;
  readonly cacheStats: { readonly entries: number; readonly bytes: number };
  readonly durationMs: number;
}
