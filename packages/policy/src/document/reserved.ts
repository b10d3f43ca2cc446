// SPDX-License-Identifier: Apache-2.0

const RESERVED = new Set(
  'iss sub aud exp nbf iat jti scope client_id cnf act may_act azp auth_time acr amr nonce at_hash sid'.split(' '),
);

export function isReservedClaim(name: string): boolean {
  return RESERVED.has(name);
}
