// SPDX-License-Identifier: Apache-2.0
import type { ClaimChange, TokenChanges, WithheldClaim } from '../../model/decision.ts';
import { TOKEN_TYPES, type TokenType } from '../../model/request.ts';
import type { ClaimCapability } from '../capabilities.ts';
import { change, type Step } from '../settled.ts';

/** A claim to be set that this trigger cannot carry is left out, and recorded: it would only have added to the token. (One to be removed that it cannot remove is refused later.) */
export const fitClaims: Step = (settled, { capabilities }) => {
  const withheld: WithheldClaim[] = [];
  const tokens: { [T in TokenType]?: TokenChanges } = {};
  for (const token of TOKEN_TYPES) {
    const changes = settled.decision.tokens[token];
    if (!changes) continue;
    const claims = changes.claims.filter((claim) => {
      if (claim.action === 'remove' || canSet(capabilities.claims[token], claim)) return true;
      withheld.push({
        token,
        claim: claim.claim,
        rule: claim.rule,
        reason: { code: 'unenforceable', admin: `this trigger cannot put the claim into the ${token}` },
      });
      return false;
    });
    tokens[token] = { ...changes, claims };
  }
  return withheld.length === 0 ? settled : { ...change(settled, { tokens }), withheldClaims: withheld };
};

function canSet(capability: ClaimCapability | undefined, claim: ClaimChange & { action: 'set' }): boolean {
  if (capability === undefined || capability.set === 'no') return false;
  if (capability.set === 'string' && typeof claim.value !== 'string') return false;
  return capability.accepts?.(claim.claim, claim.value) ?? true;
}
