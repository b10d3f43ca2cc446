// SPDX-License-Identifier: Apache-2.0
import type { LifetimeLimit } from '../../model/decision.ts';
import type { TokenType } from '../../model/request.ts';
import { NO } from '../eval/tri.ts';
import { evaluate } from '../rules/evaluate.ts';
import { bind, tighter, type State } from './state.ts';

/** Token types a lifetime rule is about where it names none; a refresh token outlives what it refreshes, so it has to be named. */
const DEFAULT_TOKENS: readonly TokenType[] = ['access_token', 'id_token', 'saml2'];

/** The tightest limit of one token's life: a rule whose condition errs limits too. */
export function decideLifetime(state: State, token: TokenType): LifetimeLimit | undefined {
  let limit = token === 'access_token' ? state.lifetime : undefined;
  for (const target of state.targets) {
    const { others } = target.rules.lifetime.candidates(state.frame.request.client.id);
    if (others.length > 0) bind(state, { token, audience: target.audience });
    for (const rule of others) {
      const seconds = rule.rule.lifetime;
      if (seconds === undefined || !(rule.rule.tokens ?? DEFAULT_TOKENS).includes(token)) continue;
      if (evaluate(rule, state.frame) !== NO) limit = tighter(limit, { seconds, rule: rule.ref });
    }
  }
  return limit;
}
