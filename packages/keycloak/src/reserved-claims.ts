// SPDX-License-Identifier: Apache-2.0
import { isReservedClaim } from '@assay/core/pep';

/** Claims Keycloak's own checks stand on, beyond those no identity provider lets policy touch. Roles shrink by `roles`, never as claims. */
export const KEYCLOAK_CLAIMS: readonly string[] = [
  'realm_access',
  'resource_access',
  'session_state',
  'allowed-origins',
  'trusted-certs',
  'category',
  'reqaud',
  'permissions',
  'authorization',
];

const RESERVED = new Set(KEYCLOAK_CLAIMS);

export const isReservedHere = (claim: string): boolean => RESERVED.has(claim);

/** Whether no policy may set or remove the claim in a token of Keycloak. */
export const isUntouchable = (claim: string): boolean => isReservedClaim(claim) || isReservedHere(claim);
