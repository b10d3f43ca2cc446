// SPDX-License-Identifier: Apache-2.0
import type { Attributes } from '../../model/request.ts';
import { op, pdpOf, POLICY, read, requestOf, str, type RuleDraft, type TableDraft } from '../../testing/index.ts';

const at = (line: number, rule: string) => ({ policy: 'test', rule, at: `test.yaml:${line}:1` });
const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const isReader = op('in_list', str('reader'), read('iga.roles', 'strings'));
const permit = (scope: string, id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { scope },
  id,
  effect: 'permit',
  ...part,
});
const deny = (scope: string, id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { scope },
  id,
  effect: 'deny',
  ...part,
});

function scopes(
  table: TableDraft,
  requested: readonly string[],
  attributes: Attributes = {},
  targets?: readonly string[],
) {
  const pdp = pdpOf({ ...table, rules: [GATE, ...(table.rules ?? [])] });
  return pdp.decide(requestOf({ scopes: requested, ...(targets ? { targets } : {}) }), attributes).scopes;
}

describe('a scope', () => {
  test('is granted where a permit holds and no denial does', () => {
    const rules = [
      permit('read', 'reader', { when: [isReader] }),
      deny('read', 'never', { when: [op('not', isReader)] }),
    ];
    expect(scopes({ rules }, ['read'], { iga: { roles: ['reader'] } })).toEqual({
      granted: [{ scope: 'read', rule: at(2, 'reader') }],
      withheld: [],
    });
  });

  test.each([
    [
      'no permit holds',
      [permit('read', 'reader', { when: [isReader] })],
      { iga: { roles: [] } },
      'not_permitted',
      'the condition of rule `test/reader` does not hold',
    ],
    [
      'a permit errs',
      [permit('read', 'reader', { when: [isReader] })],
      {},
      'not_permitted',
      'the condition of rule `test/reader` could not be evaluated: something it reads is missing or of a wrong type, or it takes too much work',
    ],
  ] as const)('is withheld where %s', (_, rules, attributes, code, admin) => {
    expect(scopes({ rules }, ['read'], attributes)).toEqual({
      granted: [],
      withheld: [{ scope: 'read', rule: at(2, 'reader'), reason: { code, admin } }],
    });
  });

  test('is withheld where a denial holds, for its reason', () => {
    const rules = [permit('read', 'all'), deny('read', 'conflict', { when: [isReader], reason: 'conflicted' })];
    expect(scopes({ rules }, ['read'], { iga: { roles: ['reader'] } }).withheld).toEqual([
      { scope: 'read', rule: at(3, 'conflict'), reason: { code: 'denied_by_rule', admin: 'conflicted' } },
    ]);
  });

  test('is withheld where a denial errs, and a denial without a reason says so', () => {
    const rules = [permit('read', 'all'), deny('read', 'conflict', { when: [isReader] })];
    expect(scopes({ rules }, ['read']).withheld).toEqual([
      {
        scope: 'read',
        rule: at(3, 'conflict'),
        reason: {
          code: 'denied_on_error',
          admin: 'rule `test/conflict` could not be evaluated, and denies: no reason given',
        },
      },
    ]);
  });

  test('is withheld where no rule speaks of it', () => {
    expect(scopes({}, ['read'])).toEqual({
      granted: [],
      withheld: [{ scope: 'read', rule: null, reason: { code: 'no_rule', admin: 'no rule speaks of this scope' } }],
    });
  });

  test('is decided on its own, and each list keeps the order of the request', () => {
    const { granted, withheld } = scopes({ rules: [permit('b', 'b'), permit('d', 'd')] }, ['d', 'c', 'b', 'a']);
    expect([granted.map(({ scope }) => scope), withheld.map(({ scope }) => scope)]).toEqual([
      ['d', 'b'],
      ['c', 'a'],
    ]);
  });
});

describe('the scopes of OpenID Connect', () => {
  const NAMES = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

  test('are kept unless a rule speaks of them', () => {
    expect(scopes({}, NAMES)).toEqual({ granted: NAMES.map((scope) => ({ scope, rule: null })), withheld: [] });
  });

  test('are decided by the rules that speak of them', () => {
    expect(scopes({ rules: [deny('email', 'no mail')] }, ['openid', 'email'])).toMatchObject({
      granted: [{ scope: 'openid' }],
      withheld: [{ scope: 'email' }],
    });
  });
});

describe('a scope the policy set does not govern', () => {
  test('is kept where what is outside passes', () => {
    expect(
      scopes({ governance: { scopes: ['payments:*'], outside: 'pass' } }, ['reports', 'payments:read']),
    ).toMatchObject({
      granted: [{ scope: 'reports', rule: null }],
      withheld: [{ scope: 'payments:read', reason: { code: 'no_rule' } }],
    });
  });

  test('is withheld where what is outside is denied', () => {
    expect(scopes({ governance: { scopes: ['payments:*'], outside: 'deny' } }, ['reports']).withheld).toEqual([
      {
        scope: 'reports',
        rule: null,
        reason: { code: 'outside_policy', admin: 'the policy set does not govern this scope' },
      },
    ]);
  });
});

describe('with several targets', () => {
  const A = 'https://a.example';
  const B = 'https://b.example';
  const policies = [POLICY, { ...POLICY, name: 'a', audiences: [A] }, { ...POLICY, name: 'b', audiences: [B] }];

  test('a scope survives only where every one of them permits it', () => {
    const rules = [
      permit('both', 'x', { policy: 1 }),
      permit('both', 'y', { policy: 2 }),
      permit('one', 'z', { policy: 1 }),
      deny('one', 'no', { policy: 2, reason: 'not at B' }),
    ];
    expect(scopes({ policies, rules }, ['both', 'one'], {}, [A, B])).toMatchObject({
      granted: [{ scope: 'both', rule: { policy: 'a', rule: 'x' } }],
      withheld: [
        { scope: 'one', rule: { policy: 'b', rule: 'no' }, reason: { code: 'denied_by_rule', admin: 'not at B' } },
      ],
    });
  });

  test('a scope one of them has no rule for is withheld', () => {
    expect(
      scopes({ policies, rules: [permit('one', 'z', { policy: 1 })] }, ['one'], {}, [A, B]).withheld,
    ).toMatchObject([{ reason: { code: 'no_rule' } }]);
  });

  test('a closed gate takes its target out of the question', () => {
    const closed: RuleDraft = { about: 'gate', id: 'closed', effect: 'deny', policy: 2 };
    expect(
      scopes({ policies, rules: [closed, permit('one', 'z', { policy: 1 })] }, ['one'], {}, [A, B]).granted,
    ).toMatchObject([{ scope: 'one' }]);
  });
});

describe('what the permits of a scope ask for', () => {
  const require = [{ type: 'step_up', properties: { acr: 'phr' } }];

  test('applies, of all that hold, beside a permit that asks for nothing; the tightest lifetime counts', () => {
    const rules = [
      permit('pay', 'plain'),
      permit('pay', 'long', { lifetime: 600, require }),
      permit('pay', 'short', { lifetime: 300 }),
    ];
    const decision = pdpOf({ rules: [GATE, ...rules] }).decide(requestOf({ scopes: ['pay'] }), {});
    expect(decision.scopes.granted).toEqual([
      { scope: 'pay', rule: at(2, 'plain'), lifetime: { seconds: 300, rule: at(4, 'short') } },
    ]);
    expect(decision.obligations).toEqual([
      { type: 'step_up', properties: { acr: 'phr' }, about: { scope: 'pay' }, rule: at(3, 'long') },
    ]);
  });

  test('applies where its own condition errs, and not where it does not hold', () => {
    const rules = [permit('pay', 'plain'), permit('pay', 'demanding', { when: [isReader], lifetime: 300, require })];
    const decide = (attributes: Attributes) =>
      pdpOf({ rules: [GATE, ...rules] }).decide(requestOf({ scopes: ['pay'] }), attributes);
    expect(decide({})).toMatchObject({
      scopes: { granted: [{ lifetime: { seconds: 300 } }] },
      obligations: [{ type: 'step_up' }],
    });
    expect(decide({ iga: { roles: [] } })).toMatchObject({
      scopes: { granted: [{ scope: 'pay', rule: at(2, 'plain') }] },
      obligations: [],
    });
  });

  test('does not apply to a scope that is refused', () => {
    const rules = [permit('pay', 'demanding', { lifetime: 300, require }), deny('pay', 'no')];
    expect(pdpOf({ rules: [GATE, ...rules] }).decide(requestOf({ scopes: ['pay'] }), {}).obligations).toEqual([]);
  });
});
