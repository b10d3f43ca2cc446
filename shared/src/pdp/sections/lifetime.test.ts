// SPDX-License-Identifier: Apache-2.0
import type { Attributes, TokenType } from '../../model/request.ts';
import { op, pdpOf, read, requestOf, str, type RuleDraft } from '../../testing/index.ts';

const at = (line: number, rule: string) => ({ policy: 'test', rule, at: `test.yaml:${line}:1` });
const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const isRisky = op('eq', read('risk.level', 'string'), str('high'));
const max = (id: string, lifetime: number, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: 'lifetime',
  id,
  effect: 'limit',
  lifetime,
  ...part,
});

function lifetimes(
  rules: readonly RuleDraft[],
  attributes: Attributes = {},
  tokens: readonly TokenType[] = ['access_token'],
) {
  const decision = pdpOf({ rules: [GATE, ...rules] }).decide(requestOf({ tokens }), attributes);
  if (decision.outcome === 'deny') throw new Error(decision.reason.admin);
  return Object.fromEntries(Object.entries(decision.tokens).map(([token, changes]) => [token, changes.lifetime]));
}

describe('the lifetime of a token', () => {
  test('is the baseline’s where no rule limits it', () => {
    expect(lifetimes([])).toEqual({ access_token: undefined });
  });

  test('is the shortest of those that hold', () => {
    expect(
      lifetimes([max('long', 600), max('short', 60), max('off', 1, { when: [isRisky] })], { risk: { level: 'low' } }),
    ).toEqual({
      access_token: { seconds: 60, rule: at(3, 'short') },
    });
  });

  test('is limited by a rule whose condition errs', () => {
    expect(lifetimes([max('risky', 60, { when: [isRisky] })])).toEqual({
      access_token: { seconds: 60, rule: at(2, 'risky') },
    });
  });

  test('is limited for the tokens somebody reads, where the rule names none: not for the refresh token', () => {
    expect(lifetimes([max('all', 60)], {}, ['access_token', 'id_token', 'refresh_token', 'saml2'])).toMatchObject({
      access_token: { seconds: 60 },
      id_token: { seconds: 60 },
      refresh_token: undefined,
      saml2: { seconds: 60 },
    });
  });

  test('is limited for the tokens the rule names', () => {
    expect(
      lifetimes([max('refresh', 60, { tokens: ['refresh_token'] })], {}, ['access_token', 'refresh_token']),
    ).toMatchObject({
      access_token: undefined,
      refresh_token: { seconds: 60 },
    });
  });
});
