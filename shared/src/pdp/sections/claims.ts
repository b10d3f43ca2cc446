// SPDX-License-Identifier: Apache-2.0
import type { ClaimChange } from '../../model/decision.ts';
import type { Json } from '../../model/json.ts';
import type { TokenType } from '../../model/request.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import { evaluate } from '../rules/evaluate.ts';
import { bind, type State } from './state.ts';

/** Token types a claim goes into where its rule names none: those whose claims somebody reads. */
const DEFAULT_TOKENS: readonly TokenType[] = ['access_token', 'id_token', 'saml2'];

/** The changes of one token's claims: those rules make, then (where the project says so) the removal of every other claim of the baseline. */
export function decideClaims(state: State, token: TokenType): readonly ClaimChange[] {
  const { request } = state.frame;
  const changes: ClaimChange[] = [];
  const spoken = new Map<string, readonly CompiledRule[]>();
  for (const target of state.targets) {
    for (const [claim, rules] of target.rules.claims) {
      const { denials, others } = rules.candidates(request.client.id);
      const known = spoken.get(claim) ?? [];
      spoken.set(claim, [...known, ...[...denials, ...others].filter((rule) => !known.includes(rule))]);
    }
  }
  if (spoken.size > 0) bind(state, { token, audience: state.targets[0]?.audience });
  for (const [claim, rules] of spoken) {
    const change = decideClaim(state, claim, rules.filter(({ rule }) => (rule.tokens ?? DEFAULT_TOKENS).includes(token)));
    if (change) changes.push(change);
  }
  if (state.governance.unlistedClaims === 'remove') {
    for (const claim of Object.keys(request.baseline.claims[token] ?? {})) {
      if (!spoken.has(claim)) changes.push({ action: 'remove', claim, rule: null });
    }
  }
  return changes;
}

/** Remove beats set, also where its condition errs; then the first rule that holds sets the claim. One that errs ends the search: a later rule was not meant to stand in for it. */
function decideClaim(state: State, claim: string, rules: readonly CompiledRule[]): ClaimChange | undefined {
  for (const rule of rules) {
    if (rule.rule.effect === 'remove' && evaluate(rule, state.frame) !== NO) return { action: 'remove', claim, rule: rule.ref };
  }
  for (const rule of rules) {
    if (rule.rule.effect !== 'set' || rule.value === undefined) continue;
    const truth = evaluate(rule, state.frame);
    if (truth === ERROR) return undefined;
    if (truth !== YES) continue;
    const value = rule.value(state.frame);
    // sound: values come from the request, the attributes and literals, all of them JSON
    return value === EVAL_ERROR ? undefined : { action: 'set', claim, value: value as Json, rule: rule.ref, sources: rule.valueSources };
  }
  return undefined;
}
