// SPDX-License-Identifier: Apache-2.0
import { op, pdpOf, POLICY, read, requestOf, str, type Draft, type RuleDraft } from '../../testing/index.ts';

const at = (line: number, rule: string) => ({ policy: 'test', rule, at: `test.yaml:${line}:1` });
const A = 'https://a.example';
const B = 'https://b.example';
const yes: Draft = op('eq', str('a'), str('a'));
const isActive = op('eq', read('iga.status', 'string'), str('active'));
const permit = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: 'gate',
  id,
  effect: 'permit',
  ...part,
});
const deny = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({ about: 'gate', id, effect: 'deny', ...part });

describe('a gate', () => {
  test('opens where a permit holds, and says which', () => {
    const decision = pdpOf({
      rules: [permit('no', { when: [op('not', yes)] }), permit('yes', { when: [yes] })],
    }).decide(requestOf(), {});
    expect(decision).toEqual({
      outcome: 'permit',
      gates: [
        { gate: 'issue:access_token:authorization_code', audience: 'https://api.example.com', rule: at(2, 'yes') },
      ],
      audiences: ['https://api.example.com'],
      scopes: { granted: [], withheld: [] },
      authorizationDetails: [],
      withheldDetails: [],
      tokens: { access_token: { claims: [] } },
      obligations: [],
      policyDigest: expect.stringMatching(/^sha256-[0-9a-f]{64}$/),
      trace: expect.any(Array),
    });
  });

  test('stays closed where no rule speaks of it, and every scope is withheld with it', () => {
    const reason = { code: 'no_rule', admin: 'no rule permits it' };
    expect(pdpOf({}).decide(requestOf({ scopes: ['read'] }), {})).toEqual({
      outcome: 'deny',
      error: 'access_denied',
      reason,
      rule: null,
      scopes: { granted: [], withheld: [{ scope: 'read', rule: null, reason }] },
      obligations: [],
      policyDigest: expect.any(String),
      trace: [],
    });
  });

  test('stays closed where no permit holds, and names the first', () => {
    const decision = pdpOf({
      rules: [permit('employees', { when: [isActive] }), permit('other', { when: [op('not', yes)] })],
    }).decide(requestOf(), {
      iga: { status: 'left' },
    });
    expect(decision).toMatchObject({
      outcome: 'deny',
      rule: at(1, 'employees'),
      reason: { code: 'not_permitted', admin: 'the condition of rule `test/employees` does not hold' },
    });
  });

  test('stays closed where a permit errs: permit no', () => {
    expect(pdpOf({ rules: [permit('employees', { when: [isActive] })] }).decide(requestOf(), {})).toMatchObject({
      outcome: 'deny',
      reason: { code: 'not_permitted' },
    });
  });

  test('is closed by a denial that holds, whatever permits', () => {
    const rules = [permit('all'), deny('off', { when: [isActive], reason: 'this client is switched off' })];
    expect(pdpOf({ rules }).decide(requestOf(), { iga: { status: 'active' } })).toMatchObject({
      outcome: 'deny',
      rule: at(2, 'off'),
      reason: { code: 'denied_by_rule', admin: 'this client is switched off' },
    });
  });

  test('is closed by a denial that errs: deny yes', () => {
    const rules = [permit('all'), deny('off', { when: [isActive], reason: 'this client is switched off' })];
    expect(pdpOf({ rules }).decide(requestOf(), {})).toMatchObject({
      outcome: 'deny',
      rule: at(2, 'off'),
      reason: {
        code: 'denied_on_error',
        admin: 'rule `test/off` could not be evaluated, and denies: this client is switched off',
      },
    });
  });

  test('is not closed by a denial one of whose conditions does not hold, though another errs', () => {
    const rules = [permit('all'), deny('off', { when: [isActive, op('not', yes)] })];
    expect(pdpOf({ rules }).decide(requestOf(), {}).outcome).toBe('permit');
  });
});

describe('every token about to be minted', () => {
  test('has a gate of its own, and all of them have to open', () => {
    const pdp = pdpOf({ rules: [permit('access only', { tokens: ['access_token'] })] });
    expect(pdp.decide(requestOf(), {}).outcome).toBe('permit');
    expect(pdp.decide(requestOf({ tokens: ['access_token', 'id_token'] }), {})).toMatchObject({
      outcome: 'deny',
      reason: { code: 'no_rule' },
    });
  });

  test('has gates by grant', () => {
    const pdp = pdpOf({
      rules: [
        permit('people', { grants: ['authorization_code'] }),
        permit('machines', { grants: ['client_credentials'] }),
      ],
    });
    const opened = (['authorization_code', 'client_credentials', 'password'] as const).map((grant) => {
      const decision = pdp.decide(requestOf({ grant }), {});
      return decision.outcome === 'permit' ? decision.gates : decision.reason.code;
    });
    const gate = (grant: string, rule: object): object => ({
      gate: `issue:access_token:${grant}`,
      audience: 'https://api.example.com',
      rule,
    });
    expect(opened).toEqual([
      [gate('authorization_code', at(1, 'people'))],
      [gate('client_credentials', at(2, 'machines'))],
      'no_rule',
    ]);
  });
});

test('a request that names no token type or no target opens no gate, and is denied', () => {
  const pdp = pdpOf({ rules: [permit('all'), { about: { scope: 'read' }, id: 'read', effect: 'permit' }] });
  for (const part of [{ tokens: [] }, { targets: [] }]) {
    expect(pdp.decide(requestOf({ scopes: ['read'], ...part }), {})).toMatchObject({
      outcome: 'deny',
      scopes: { granted: [], withheld: [{ scope: 'read' }] },
    });
  }
});

describe('of several targets', () => {
  const perAudience = (audience: string, rule: RuleDraft, policy: number): RuleDraft => ({
    ...rule,
    policy,
    reason: audience,
  });
  const policies = [
    { ...POLICY, name: 'a', audiences: [A] },
    { ...POLICY, name: 'b', audiences: [B] },
  ];

  test('a closed gate removes its own', () => {
    const pdp = pdpOf({ policies, rules: [permit('a', { policy: 0 }), perAudience(B, deny('b'), 1)] });
    expect(pdp.decide(requestOf({ targets: [A, B] }), {})).toMatchObject({
      outcome: 'permit',
      audiences: [A],
      gates: [{ audience: A }],
    });
  });

  test('none left is a denial, for the reason of the last', () => {
    const pdp = pdpOf({
      policies,
      rules: [deny('a', { policy: 0, reason: 'A' }), deny('b', { policy: 1, reason: 'B' })],
    });
    expect(pdp.decide(requestOf({ targets: [A, B] }), {})).toMatchObject({
      outcome: 'deny',
      reason: { code: 'denied_by_rule', admin: 'B' },
    });
  });
});

test('what a gate requires is an obligation about that gate, from every permit that asks for something and does not fail', () => {
  const stepUp = (acr: string) => [{ type: 'step_up', properties: { acr } }];
  const rules = [
    permit('plain'),
    permit('holds', { require: stepUp('phr') }),
    permit('errs', { require: stepUp('high'), when: [isActive] }),
    permit('fails', { require: stepUp('never'), when: [op('not', yes)] }),
  ];
  const about = { gate: 'issue:access_token:authorization_code' };
  expect(pdpOf({ rules }).decide(requestOf(), {}).obligations).toEqual([
    { type: 'step_up', properties: { acr: 'phr' }, about, rule: at(2, 'holds') },
    { type: 'step_up', properties: { acr: 'high' }, about, rule: at(3, 'errs') },
  ]);
});
