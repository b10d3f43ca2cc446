// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { TenantFeatures } from './features.ts';
import type { Members } from './json.ts';
import type { ContestedLimits } from './limits.ts';
import type { TransactionState } from './state.ts';
import type { ActionEntrypoint, ActionTrigger } from './triggers.ts';

/** What `api.groups` and `api.roles` look up. */
export interface TenantDirectory {
  readonly groups?: readonly JsonObject[];
  readonly roles?: readonly JsonObject[];
}

/** A cached value; the time is in milliseconds since the epoch. */
export interface CacheRecord {
  readonly value: string;
  readonly expires_at: number;
}

/** What is the same for every execution of an instance. */
export interface Tenant {
  readonly trigger: ActionTrigger;
  readonly features: TenantFeatures;
  readonly limits: ContestedLimits;
  /** Whether too many bytes of claims or metadata throw at once, or fail the transaction afterwards, when no Action can catch it. */
  readonly oversized: 'throws' | 'fails';
  readonly directory: TenantDirectory;
  readonly enabledFactors: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly authorizedScopes?: readonly string[];
}

/** What the methods of `api` work on during one execution. */
export interface Run {
  readonly tenant: Tenant;
  readonly entrypoint: ActionEntrypoint;
  /** The event as the tenant sent it: what becomes of the transaction is read from here. */
  readonly sent: Members;
  /** The very event the Action holds, and may write to; its methods read it, as the platform's do. */
  readonly event: Members;
  readonly state: TransactionState;
  readonly cache: Map<string, CacheRecord>;
}

/** In the place of a result: the method answers with `api`, so that calls can be chained. */
export const CHAIN: unique symbol = Symbol('api');

export type Methods = { readonly [name: string]: (...args: readonly unknown[]) => unknown };

/** Makes the methods of one namespace of `api`. */
export type Namespace = (run: Run) => Methods;
