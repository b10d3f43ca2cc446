// SPDX-License-Identifier: Apache-2.0
import type { GrantedScope, Reason, RuleRef, WithheldScope } from '../../model/decision.ts';
import { governsScope, isOpenIdScope } from '../governance.ts';
import type { Candidates } from '../rules/candidates.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import type { RuleIndex } from '../rules/rule-index.ts';
import { NO_VERDICT, type Verdict } from '../rules/verdict.ts';
import { lifetimeOf, obligationsOf, permitOrDeny } from './permit-or-deny.ts';
import { bind, type State } from './state.ts';

const NO_RULE: Reason = { code: 'no_rule', admin: 'no rule speaks of this scope' };
const OUTSIDE: Reason = { code: 'outside_policy', admin: 'the policy set does not govern this scope' };

/** Decides every requested scope, in the order of the request. */
export function decideScopes(state: State): void {
  for (const scope of state.request.scopes) decideScope(state, scope);
}

/** A scope is granted only if every surviving target permits it: a token that means different things to different audiences is ambiguous (RFC 9068 section 3). */
function decideScope(state: State, scope: string): void {
  let by: RuleRef | null = null;
  let demanding: readonly CompiledRule[] | undefined;
  for (const target of state.targets) {
    const verdict = verdictAt(state, target, scope);
    if (verdict === undefined) {
      const withheld = unruled(state, scope);
      if (withheld === undefined) continue;
      state.withheld.push(withheld);
      return;
    }
    if (verdict.refused) {
      state.withheld.push({ scope, rule: verdict.by, reason: verdict.refused });
      return;
    }
    by ??= verdict.by;
    if (verdict.demanding.length > 0) demanding = demanding ? [...demanding, ...verdict.demanding] : verdict.demanding;
  }
  state.granted.push(demanding ? withDemands(state, scope, by, demanding) : { scope, rule: by });
}

function verdictAt(
  state: State,
  target: { readonly audience: string; readonly rules: RuleIndex },
  scope: string,
): Verdict | undefined {
  const exact = target.rules.scope(scope);
  if (exact) {
    bind(state, { audience: target.audience, scope });
    return decideCandidates(exact, state);
  }
  const match = target.rules.patterns.match(scope);
  if (!match) return undefined;
  bind(state, { ...match.bound, audience: target.audience, scope });
  return decideCandidates(match.rules, state);
}

/** Who is granted a scope, which is all that most ask; where the language knows no other question, one that has any is withheld. */
function decideCandidates(candidates: Candidates, state: State): Verdict {
  if (candidates.nearestRequest === undefined && candidates.consents.length === 0)
    return permitOrDeny(candidates, state);
  return state.runtime.language.requestAndGrant?.(candidates, state) ?? NO_VERDICT;
}

/** What becomes of a scope without a rule: the scopes of OpenID Connect are kept; so is what the policy set does not govern, unless it refuses what is outside. */
function unruled(state: State, scope: string): WithheldScope | undefined {
  if (isOpenIdScope(scope)) return undefined;
  if (governsScope(state.runtime.table.governance, scope)) return { scope, rule: null, reason: NO_RULE };
  return state.runtime.table.governance.outside === 'pass' ? undefined : { scope, rule: null, reason: OUTSIDE };
}

function withDemands(
  state: State,
  scope: string,
  by: RuleRef | null,
  demanding: readonly CompiledRule[],
): GrantedScope {
  // several targets may have asked the same rule
  const rules = [...new Set(demanding)];
  state.obligations.push(...obligationsOf(rules, { scope }));
  const lifetime = lifetimeOf(rules);
  return lifetime ? { scope, rule: by, lifetime } : { scope, rule: by };
}
