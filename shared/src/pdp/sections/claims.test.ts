// SPDX-License-Identifier: Apache-2.0
import type { Attributes, TokenType } from '../../model/request.ts';
import {
  num,
  op,
  pdpOf,
  POLICY,
  read,
  requestOf,
  str,
  type RequestPart,
  type RuleDraft,
  type TableDraft,
} from '../../testing/index.ts';

const at = (line: number, rule: string) => ({ policy: 'test', rule, at: `test.yaml:${line}:1` });
const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const isNorth = op('eq', read('app.region', 'string'), str('north'));
const tenant = read('app.tenant', 'string');
const set = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { claim: 'tenant' },
  id,
  effect: 'set',
  value: tenant,
  ...part,
});
const remove = (id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { claim: 'tenant' },
  id,
  effect: 'remove',
  ...part,
});

function claims(table: TableDraft, attributes: Attributes = {}, part: RequestPart = {}) {
  const decision = pdpOf({ ...table, rules: [GATE, ...(table.rules ?? [])] }).decide(requestOf(part), attributes);
  if (decision.outcome === 'deny') throw new Error(decision.reason.admin);
  return Object.fromEntries(Object.entries(decision.tokens).map(([token, changes]) => [token, changes.claims]));
}

describe('a claim', () => {
  test('is set to a value, with its rule and the sources the value was read from, not those of the condition', () => {
    expect(
      claims(
        { rules: [set('current', { when: [op('eq', read('other.x', 'int'), num(1))] })] },
        { app: { tenant: 'n-1' }, other: { x: 1 } },
      ),
    ).toEqual({
      access_token: [{ action: 'set', claim: 'tenant', value: 'n-1', rule: at(2, 'current'), sources: ['app'] }],
    });
  });

  test.each([
    ['its value errs', [set('current')], {}],
    ['its condition errs', [set('current', { value: str('x'), when: [isNorth] })], {}],
    [
      'its condition does not hold',
      [set('current', { value: str('x'), when: [isNorth] })],
      { app: { region: 'south' } },
    ],
  ])('is left out where %s', (_, rules, attributes) => {
    expect(claims({ rules }, attributes)).toEqual({ access_token: [] });
  });

  test('is set by the first value in order whose condition holds', () => {
    const rules = [
      set('not', { value: str('a'), when: [isNorth] }),
      set('first', { value: str('b') }),
      set('second', { value: str('c') }),
    ];
    expect(claims({ rules }, { app: { region: 'south' } })).toMatchObject({
      access_token: [{ value: 'b', rule: { rule: 'first' } }],
    });
  });

  test('is left out where the first that might hold errs: no later rule stands in for it', () => {
    const rules = [set('errs', { value: str('a'), when: [isNorth] }), set('later', { value: str('b') })];
    expect(claims({ rules })).toEqual({ access_token: [] });
    expect(claims({ rules: [set('no value'), set('later', { value: str('b') })] })).toEqual({ access_token: [] });
  });

  test('is removed where a removal holds, whatever sets it', () => {
    const rules = [set('current', { value: str('x') }), remove('gone', { when: [isNorth] })];
    expect(claims({ rules }, { app: { region: 'north' } })).toEqual({
      access_token: [{ action: 'remove', claim: 'tenant', rule: at(3, 'gone') }],
    });
    expect(claims({ rules }, { app: { region: 'south' } })).toMatchObject({ access_token: [{ action: 'set' }] });
  });

  test('is removed where a removal errs', () => {
    expect(claims({ rules: [set('current', { value: str('x') }), remove('gone', { when: [isNorth] })] })).toMatchObject(
      { access_token: [{ action: 'remove' }] },
    );
  });

  test('is set to what is null or empty as to anything else', () => {
    expect(claims({ rules: [set('none', { value: read('app.none', 'dyn') })] }, { app: { none: null } })).toMatchObject(
      { access_token: [{ value: null }] },
    );
  });
});

describe('the tokens of a claim', () => {
  const tokens: readonly TokenType[] = ['access_token', 'id_token', 'refresh_token', 'saml2'];

  test('are those somebody reads, where its rule names none: not the refresh token', () => {
    const changed = claims({ rules: [set('x', { value: str('x') })] }, {}, { tokens });
    expect(Object.entries(changed).map(([token, changes]) => [token, changes.length])).toEqual([
      ['access_token', 1],
      ['id_token', 1],
      ['refresh_token', 0],
      ['saml2', 1],
    ]);
  });

  test('are those its rule names', () => {
    const changed = claims(
      { rules: [set('x', { value: str('x'), tokens: ['refresh_token', 'id_token'] })] },
      {},
      { tokens },
    );
    expect(Object.entries(changed).map(([token, changes]) => [token, changes.length])).toEqual([
      ['access_token', 0],
      ['id_token', 1],
      ['refresh_token', 1],
      ['saml2', 0],
    ]);
  });

  test('can be told by a condition', () => {
    const rules = [
      set('x', {
        value: read('token', 'string', 'bound'),
        when: [op('eq', read('token', 'string', 'bound'), str('id_token'))],
      }),
    ];
    expect(claims({ rules }, {}, { tokens: ['access_token', 'id_token'] })).toMatchObject({
      access_token: [],
      id_token: [{ value: 'id_token' }],
    });
  });
});

describe('claims of the baseline no rule speaks of', () => {
  const part: RequestPart = {
    tokens: ['access_token', 'id_token'],
    baseline: { claims: { id_token: { email: 'a', tenant: 'b', name: 'c' } } },
  };
  const rules = [set('x', { value: str('x'), when: [isNorth] })];

  test('are kept', () => {
    expect(claims({ rules }, {}, part)).toEqual({ access_token: [], id_token: [] });
  });

  test('are removed where the project says so; one that a rule speaks of is kept though the rule errs', () => {
    expect(claims({ rules, governance: { unlistedClaims: 'remove' } }, {}, part)).toEqual({
      access_token: [],
      id_token: [
        { action: 'remove', claim: 'email', rule: null },
        { action: 'remove', claim: 'name', rule: null },
      ],
    });
  });
});

describe('with several targets', () => {
  const A = 'https://a.example';
  const B = 'https://b.example';
  const policies = [POLICY, { ...POLICY, name: 'a', audiences: [A] }, { ...POLICY, name: 'b', audiences: [B] }];

  test('the rules of all of them count: a removal of one beats what another sets', () => {
    const rules = [set('a', { policy: 1, value: str('x') }), remove('b', { policy: 2 })];
    expect(claims({ policies, rules }, {}, { targets: [A, B] })).toMatchObject({
      access_token: [{ action: 'remove', rule: { policy: 'b' } }],
    });
  });

  test('a claim is set once, by the first target whose rule sets it', () => {
    const rules = [set('a', { policy: 1, value: str('x'), when: [isNorth] }), set('b', { policy: 2, value: str('y') })];
    expect(claims({ policies, rules }, { app: { region: 'south' } }, { targets: [A, B] })).toMatchObject({
      access_token: [{ value: 'y' }],
    });
  });
});
