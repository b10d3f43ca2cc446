// SPDX-License-Identifier: Apache-2.0
import { TOKEN_TYPES } from '../../model/request.ts';
import { isReservedClaim } from '../reserved-claims.ts';
import { refuse, type Step } from '../settled.ts';

/** INVARIANT: reserved claims are untouchable. The compiler refused them already; a decision that still touches one did not come from it, and is refused whole. */
export const refuseReservedClaims: Step = (settled, { capabilities }) => {
  for (const token of TOKEN_TYPES) {
    const change = settled.decision.tokens[token]?.claims.find(({ claim }) => isReservedClaim(claim) || capabilities.isReservedClaim(claim, token));
    if (!change) continue;
    return refuse(settled, 'access_denied', { code: 'reserved_claim', admin: `claim \`${change.claim}\` of the ${token} is not policy's to change` }, change.rule);
  }
  return settled;
};
