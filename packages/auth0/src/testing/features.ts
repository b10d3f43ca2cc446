// SPDX-License-Identifier: Apache-2.0

/** What depends on the plan of a tenant, or is switched on tenant by tenant. */
export const TENANT_FEATURES = [
  'targetScopes',
  'transactionMetadata',
  'cteTransactionMetadata',
  'refreshTokenManagement',
  'sessionManagement',
  'groups',
  'roles',
  'saml',
  'forms',
] as const;

export type TenantFeature = (typeof TENANT_FEATURES)[number];

/**
 * `on`: the methods work. `throws`: they are there, and throw `Method not implemented.`, as those behind a flag do. `absent`: they are not
 * there, as in a runtime older than they are.
 */
export type FeatureState = 'on' | 'throws' | 'absent';

export type TenantFeatures = { readonly [feature in TenantFeature]: FeatureState };

/** A tenant in which every feature is in the same state. */
export function allFeatures(state: FeatureState): TenantFeatures {
  // sound: one entry for each name of the table
  return Object.fromEntries(TENANT_FEATURES.map((feature) => [feature, state])) as TenantFeatures;
}
