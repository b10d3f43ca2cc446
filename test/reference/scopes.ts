// SPDX-License-Identifier: Apache-2.0
import type { GrantedScope, Obligation, Reason, WithheldScope } from '@assay/core/model';
import { matched } from './scope-pattern.ts';
import { limitOf, rulesAt, tightest, type NamedRule } from './rules.ts';
import { obligationsOf, requestAndGrant, type Verdict } from './verdict.ts';
import type { World } from './world.ts';

export interface Scopes {
  readonly granted: readonly GrantedScope[];
  readonly withheld: readonly WithheldScope[];
  readonly obligations: readonly Obligation[];
}

/** Each scope on its own: granted where every audience that is left permits it. */
export function decideScopes(targets: readonly string[], world: World): Scopes {
  const granted: GrantedScope[] = [];
  const withheld: WithheldScope[] = [];
  const obligations: Obligation[] = [];
  for (const scope of world.request.scopes) {
    const verdicts = targets.map((audience) => verdictAt(audience, scope, world));
    const refused = verdicts.find((verdict) => verdict?.refused);
    if (refused?.refused) {
      withheld.push({ scope, rule: refused.by, reason: refused.refused });
      continue;
    }
    const rules = [
      ...new Map(verdicts.flatMap((verdict) => verdict?.demanding ?? []).map((rule) => [nameOf(rule), rule])).values(),
    ];
    const lifetime = tightest(rules.map(limitOf));
    obligations.push(...obligationsOf(rules, { scope }));
    granted.push({ scope, rule: verdicts.find((verdict) => verdict?.by)?.by ?? null, ...(lifetime && { lifetime }) });
  }
  return { granted, withheld, obligations };
}

const nameOf = ({ ref }: NamedRule): string => JSON.stringify(ref);

/** What the rules of an audience say of a scope; undefined where it is kept without any. */
function verdictAt(audience: string, scope: string, world: World): Verdict | undefined {
  const { scopes, dynamic } = world.table;
  const exact = rulesAt(Object.hasOwn(scopes, scope) ? (scopes[scope] ?? []) : [], audience, world);
  if (exact.length > 0) return requestAndGrant(exact, { ...world, bound: { audience, scope } });
  // the table has the more specific patterns first
  for (const pattern of dynamic) {
    const rules = rulesAt(pattern.rules, audience, world);
    const variables = rules.length > 0 ? matched(pattern, scope) : undefined;
    if (variables) return requestAndGrant(rules, { ...world, bound: { ...variables, audience, scope } });
  }
  return withoutRule(scope, world);
}

const OPENID = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** The scopes of OpenID Connect are kept; what the policy set does not govern passes, where that is so configured. */
function withoutRule(scope: string, { table: { governance } }: World): Verdict | undefined {
  const isGoverned =
    governance.scopes?.some((name) => (name.endsWith('*') ? scope.startsWith(name.slice(0, -1)) : name === scope)) ??
    true;
  if (OPENID.includes(scope)) return undefined;
  if (isGoverned) return { by: null, refused: NO_RULE, demanding: [] };
  return governance.outside === 'pass' ? undefined : { by: null, refused: OUTSIDE, demanding: [] };
}

const NO_RULE: Reason = { code: 'no_rule', admin: 'no rule speaks of this scope' };
const OUTSIDE: Reason = { code: 'outside_policy', admin: 'the policy set does not govern this scope' };
