// SPDX-License-Identifier: Apache-2.0
import type { Reason, RuleRef } from '../../model/decision.ts';
import type { ByClient } from '../rules/candidates.ts';
import type { RuleIndex } from '../rules/rule-index.ts';
import { obligationsOf, permitOrDeny, refOf, type Verdict } from './permit-or-deny.ts';
import { bind, type State } from './state.ts';

/** Why no target is left. */
export interface Closed {
  readonly rule: RuleRef | null;
  readonly reason: Reason;
}

/**
 * Asks every gate of every target: one per token type about to be minted. A gate that is refused removes its target; the last refusal is
 * returned where no target is left (AuthZEN token issuance, sections 2 and 4).
 */
export function openGates(state: State, targets: readonly string[], indexOf: (audience: string) => RuleIndex): Closed | undefined {
  let closed: Closed | undefined;
  for (const audience of targets) {
    const rules = indexOf(audience);
    const refusal = refusalAt(state, audience, rules);
    if (refusal) closed = refusal;
    else state.targets.push({ audience, rules });
  }
  return state.targets.length === 0 ? closed : undefined;
}

function refusalAt(state: State, audience: string, index: RuleIndex): Closed | undefined {
  const { grant, tokens, client } = state.frame.request;
  bind(state, { audience });
  let asked: ByClient | undefined;
  let verdict: Verdict | undefined;
  for (const token of tokens) {
    const rules = index.gate(token, grant);
    const gate = `issue:${token}:${grant}`;
    if (verdict === undefined || rules !== asked) {
      asked = rules;
      verdict = permitOrDeny(rules.candidates(client.id), state.frame);
      if (verdict.refused) return { rule: refOf(verdict.by), reason: verdict.refused };
      state.obligations.push(...obligationsOf(verdict.demanding, { gate }));
    }
    state.gates.push({ gate, audience, rule: refOf(verdict.by) });
  }
  return undefined;
}
