// SPDX-License-Identifier: Apache-2.0

/**
 * Claims no policy may set or remove, on any identity provider: they say who issued what to whom, when and how it was proven, and the checks
 * of resource servers stand on them (RFC 7519 section 4.1, RFC 9068 section 2.2, RFC 8693 section 4, RFC 7800, OpenID Connect Core section 2,
 * RFC 9396 section 9.1, OpenID Connect back- and front-channel logout).
 */
export const RESERVED_CLAIMS: readonly string[] = [
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'scope',
  'client_id',
  'cnf',
  'act',
  'may_act',
  'azp',
  'auth_time',
  'acr',
  'amr',
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'sid',
  'typ',
  'events',
  'authorization_details',
  '__proto__',
];

const RESERVED = new Set(RESERVED_CLAIMS);

export function isReservedClaim(claim: string): boolean {
  return RESERVED.has(claim);
}
