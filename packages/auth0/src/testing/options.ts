// SPDX-License-Identifier: Apache-2.0
import { FACTOR_TYPES } from './ask-user.ts';
import { allFeatures, type TenantFeatures } from './features.ts';
import type { ContestedLimits } from './limits.ts';
import type { Tenant, TenantDirectory } from './run.ts';
import type { ActionTrigger } from './triggers.ts';

/** What is left out is as in a tenant that has every feature and keeps to the documented limits. */
export interface ActionInstanceOptions {
  /** The text of the built file. */
  readonly code: string;
  readonly trigger: ActionTrigger;
  readonly features?: Partial<TenantFeatures>;
  /** Milliseconds since the epoch, for the cache and the session tokens; the Action itself has the host's clock, see `globals`. */
  readonly clock?: () => number;
  /** What policies, grants and roles let the client have; what was asked for, where left out. */
  readonly authorizedScopes?: readonly string[];
  /** For one trigger execution, in milliseconds. */
  readonly budgetMs?: number;
  readonly limits?: ContestedLimits;
  /** Whether too many bytes of claims or user metadata throw at once, or fail the transaction when the Action is over (the default). */
  readonly oversized?: 'throws' | 'fails';
  readonly directory?: TenantDirectory;
  /** The factors the tenant has enabled; all of them, where left out. */
  readonly enabledFactors?: readonly string[];
  /** Makes the `state` of a redirect. */
  readonly newState?: () => string;
  /** What the Action sees under these names instead of the host's globals: `{ fetch }`, `{ Date }`. */
  readonly globals?: Readonly<Record<string, unknown>>;
}

/** The tenant the options describe. */
export function tenantOf(options: ActionInstanceOptions): Tenant {
  return {
    trigger: options.trigger,
    features: { ...allFeatures('on'), ...options.features },
    limits: options.limits ?? 'documented',
    oversized: options.oversized ?? 'fails',
    directory: options.directory ?? {},
    enabledFactors: options.enabledFactors ?? FACTOR_TYPES,
    clock: options.clock ?? Date.now,
    ...(options.authorizedScopes === undefined ? {} : { authorizedScopes: options.authorizedScopes }),
  };
}
