// SPDX-License-Identifier: Apache-2.0
import type { PermitDecision } from '../../model/decision.ts';
import { TOKEN_TYPES, type AuthorizationDetail } from '../../model/request.ts';
import { isCovered } from '../covers.ts';
import { refuse, type Facts, type Step } from '../settled.ts';

/** INVARIANT: what an identity provider cannot enforce is not pretended. A restriction this trigger cannot carry out is a denial. */
export const refuseUnenforceable: Step = (settled, facts) => {
  const found = unenforceable(settled.decision, facts);
  return found === undefined ? settled : refuse(settled, 'access_denied', { code: 'unenforceable', admin: found });
};

function unenforceable(decision: PermitDecision, { request, capabilities }: Facts): string | undefined {
  const { baseline } = request;
  if (capabilities.hasUnseenScopes) {
    const advice = capabilities.unseenScopesAdvice === undefined ? '' : `: ${capabilities.unseenScopesAdvice}`;
    return `this trigger is not told the scopes of the access token, and cannot take any away${advice}`;
  }
  // what is granted counts, not what is said to be withheld: a PDP may pass over what it does not grant
  if (
    capabilities.scopes === 'none' &&
    baseline.scopes.some((scope) => !decision.scopes.granted.some((granted) => granted.scope === scope))
  )
    return 'this trigger cannot take a scope away';
  if (!capabilities.audience && baseline.audiences.some((audience) => !decision.audiences.includes(audience)))
    return 'this trigger cannot take an audience away';
  if (!capabilities.groups && decision.groups !== undefined && !isSubset(baseline.groups, decision.groups))
    return 'this trigger cannot take a group away';
  if (!capabilities.roles && decision.roles !== undefined && !isSubset(baseline.roles, decision.roles))
    return 'this trigger cannot take a role away';
  const isKept = (detail: AuthorizationDetail): boolean =>
    decision.authorizationDetails.some((entry) => isCovered(detail, entry, request.targets));
  if (!capabilities.authorizationDetails && !baseline.authorizationDetails.every(isKept))
    return 'this trigger cannot take an authorization detail away';
  for (const token of TOKEN_TYPES) {
    const changes = decision.tokens[token];
    if (changes?.lifetime && !capabilities.lifetime.includes(token)) {
      return `this trigger cannot limit the lifetime of the ${token} to ${changes.lifetime.seconds} s (\`${changes.lifetime.rule.rule}\`)`;
    }
    const kept = changes?.claims.find(
      (claim) =>
        claim.action === 'remove' &&
        capabilities.claims[token]?.remove !== true &&
        Object.hasOwn(baseline.claims[token] ?? {}, claim.claim),
    );
    if (kept) return `this trigger cannot remove claim \`${kept.claim}\` from the ${token}`;
  }
  return capabilities.exceeds?.(decision, request);
}

const isSubset = (names: readonly string[], of: readonly string[]): boolean => names.every((name) => of.includes(name));
