// SPDX-License-Identifier: Apache-2.0
import type { ClaimChange, TokenChanges } from '../../model/decision.ts';
import { TOKEN_TYPES, type TokenType } from '../../model/request.ts';
import { isReservedClaim } from '../reserved-claims.ts';
import { change, refuse, type Step } from '../settled.ts';

/**
 * INVARIANT: reserved claims are untouchable. The compiler refused them already; a decision whose rule still touches one did not come from it,
 * and is refused whole. The removal of whatever no rule speaks of (`unlisted_claims: remove`) passes them by.
 */
export const refuseReservedClaims: Step = (settled, { capabilities }) => {
  const tokens: { [T in TokenType]?: TokenChanges } = {};
  for (const token of TOKEN_TYPES) {
    const changes = settled.decision.tokens[token];
    if (!changes) continue;
    const isReserved = ({ claim }: ClaimChange): boolean =>
      isReservedClaim(claim) || capabilities.isReservedClaim(claim, token);
    const found = changes.claims.find((claim) => isReserved(claim) && !isUnlisted(claim));
    if (found)
      return refuse(
        settled,
        'access_denied',
        { code: 'reserved_claim', admin: `claim \`${found.claim}\` of the ${token} is not policy's to change` },
        found.rule,
      );
    tokens[token] = changes.claims.some(isReserved)
      ? { ...changes, claims: changes.claims.filter((claim) => !isReserved(claim)) }
      : changes;
  }
  return change(settled, { tokens });
};

const isUnlisted = (claim: ClaimChange): boolean => claim.action === 'remove' && claim.rule === null;
