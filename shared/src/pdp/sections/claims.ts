// SPDX-License-Identifier: Apache-2.0
import type { ClaimChange } from '../../model/decision.ts';
import type { TokenType } from '../../model/request.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';
import type { CompiledRule } from '../rules/compiled-rule.ts';
import { evaluate } from '../rules/evaluate.ts';
import { toJson } from '../values/to-json.ts';
import { bind, type State } from './state.ts';

const NONE: readonly ClaimChange[] = [];

/** The changes of the claims of one token, the one at `place` of the request: those rules make, then (where the project says so) the removal of every other claim of the baseline. */
export function decideClaims(state: State, token: TokenType, place: number): readonly ClaimChange[] {
  const { request } = state;
  const isStrict = state.runtime.table.governance.unlistedClaims === 'remove';
  let changes: ClaimChange[] | undefined;
  const spoken = isStrict || state.targets.length > 1 ? new Set<string>() : undefined;
  for (const { audience, tokens } of state.targets) {
    const claims = tokens[place]?.claims ?? [];
    if (claims.length > 0) bind(state, { token, audience });
    for (const { claim, rules: about } of claims) {
      if (spoken?.has(claim)) continue; // decided with the first target whose policies speak of it
      spoken?.add(claim);
      const change = decideClaim(
        state,
        claim,
        state.targets.length > 1 ? rulesAbout(state, claim, place) : about.others,
      );
      if (change) (changes ??= []).push(change);
    }
  }
  if (!isStrict) return changes ?? NONE;
  const unlisted = Object.keys(request.baseline.claims[token] ?? {}).filter((claim) => !spoken?.has(claim));
  return [...(changes ?? NONE), ...unlisted.map((claim): ClaimChange => ({ action: 'remove', claim, rule: null }))];
}

/** Remove beats set, also where its condition errs; then the first rule that holds sets the claim. One that errs ends the search: a later rule was not meant to stand in for it. */
function decideClaim(state: State, claim: string, others: readonly CompiledRule[]): ClaimChange | undefined {
  for (const rule of others) {
    if (rule.effect === 'remove' && evaluate(rule, state) !== NO) return { action: 'remove', claim, rule: rule.ref };
  }
  for (const rule of others) {
    if (rule.effect !== 'set') continue;
    const truth = evaluate(rule, state);
    if (truth === YES) return setClaim(state, claim, rule);
    if (truth === ERROR) return undefined;
  }
  return undefined;
}

/** One token carries the claim to every target: the rules of all of them count, each once. */
function rulesAbout({ targets }: State, claim: string, place: number): readonly CompiledRule[] {
  return [
    ...new Set(
      targets.flatMap(({ tokens }) => tokens[place]?.claims.find((about) => about.claim === claim)?.rules.others ?? []),
    ),
  ];
}

function setClaim(state: State, claim: string, { value, ref, valueSources }: CompiledRule): ClaimChange | undefined {
  const found = value === undefined ? EVAL_ERROR : value(state);
  const json = found === EVAL_ERROR ? undefined : toJson(found);
  return json === undefined ? undefined : { action: 'set', claim, value: json, rule: ref, sources: valueSources };
}
