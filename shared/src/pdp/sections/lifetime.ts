// SPDX-License-Identifier: Apache-2.0
import type { LifetimeLimit } from '../../model/decision.ts';
import type { TokenType } from '../../model/request.ts';
import { NO } from '../eval/tri.ts';
import { evaluate } from '../rules/evaluate.ts';
import { bind, tighter, type State } from './state.ts';

/** The tightest limit of the life of one token, the one at `place` of the request: a rule whose condition errs limits too. */
export function decideLifetime(state: State, token: TokenType, place: number): LifetimeLimit | undefined {
  let limit = token === 'access_token' ? state.lifetime : undefined;
  for (const target of state.targets) {
    const rules = target.tokens[place]?.lifetime;
    if (rules === undefined || rules.all.length === 0) continue;
    bind(state, { token, audience: target.audience });
    for (const rule of rules.others) {
      const seconds = rule.rule.lifetime;
      if (seconds !== undefined && evaluate(rule, state) !== NO) limit = tighter(limit, { seconds, rule: rule.ref });
    }
  }
  return limit;
}
