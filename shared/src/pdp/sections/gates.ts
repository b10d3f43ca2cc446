// SPDX-License-Identifier: Apache-2.0
import type { Reason, RuleRef } from '../../model/decision.ts';
import type { Candidates } from '../rules/candidates.ts';
import type { TokenRules } from '../rules/rule-index.ts';
import type { Verdict } from '../rules/verdict.ts';
import { obligationsOf, permitOrDeny } from './permit-or-deny.ts';
import { bind, type State } from './state.ts';

/** Why no target is left. */
export interface Closed {
  readonly rule: RuleRef | null;
  readonly reason: Reason;
}

const NO_TARGET: Closed = {
  rule: null,
  reason: { code: 'outside_policy', admin: 'the policy set governs no target of the request' },
};
const NO_TOKEN: Closed = { rule: null, reason: { code: 'no_rule', admin: 'no token type is asked for' } };

/**
 * Asks every gate of every target: one per token type about to be minted. A gate that is refused removes its target; the last refusal is
 * returned where no target is left (AuthZEN token issuance, sections 2 and 4).
 */
export function openGates(state: State, targets: readonly string[]): Closed | undefined {
  let closed: Closed | undefined;
  for (const audience of targets) {
    const rules = state.runtime.indexOf(audience, state.request.client.id);
    const tokens = state.request.tokens.map(rules.token);
    const opened = state.gates.length;
    const required = state.obligations.length;
    const refusal = refusalAt(state, audience, tokens);
    if (refusal) {
      closed = refusal;
      // what its other gates asked for is asked for nothing
      state.gates.length = opened;
      state.obligations.length = required;
    } else state.targets.push({ audience, rules, tokens });
  }
  return state.targets.length === 0 ? (closed ?? NO_TARGET) : undefined;
}

function refusalAt(state: State, audience: string, tokens: readonly TokenRules[]): Closed | undefined {
  const { grant } = state.request;
  bind(state, { audience });
  let asked: Candidates | undefined;
  let verdict: Verdict | undefined;
  for (const token of tokens) {
    const { name, rules } = token.gate(grant);
    if (verdict === undefined || rules !== asked) {
      asked = rules;
      verdict = permitOrDeny(rules, state);
      if (verdict.refused) return { rule: verdict.by, reason: verdict.refused };
      if (verdict.demanding.length > 0) state.obligations.push(...obligationsOf(verdict.demanding, { gate: name }));
    }
    state.gates.push({ gate: name, audience, rule: verdict.by });
  }
  return verdict === undefined ? NO_TOKEN : undefined;
}
