// SPDX-License-Identifier: Apache-2.0
import { op, pdpOf, POLICY, read, requestOf, str, type RuleDraft } from '../../testing/index.ts';
import { readTrace } from '../trace.ts';

const A = 'https://a.example';
const B = 'https://b.example';
const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const reads = (source: string) => [op('eq', read(`${source}.x`, 'string'), str('y'))];
const client = (id: string) => ({ client: { id, registration: 'first_party' as const } });

describe('rules that name clients by literals', () => {
  const rules: RuleDraft[] = [
    GATE,
    { about: { scope: 's' }, id: 'any', effect: 'permit', when: reads('common') },
    { about: { scope: 's' }, id: 'one', effect: 'permit', clients: ['one'], when: reads('of_one') },
    { about: { scope: 's' }, id: 'two', effect: 'deny', clients: ['one', 'two'], when: reads('of_two') },
  ];
  const pdp = pdpOf({ rules });

  test('are not evaluated for any other client', () => {
    const evaluated = (id: string): readonly number[] =>
      readTrace(pdp.decide(requestOf({ scopes: ['s'], ...client(id) }), {}).trace).map(({ rule }) => rule);
    expect([evaluated('other'), evaluated('two')]).toEqual([
      [0, 1],
      [0, 3],
    ]);
  });

  test('are not evaluated for others because somebody without a name was first', () => {
    const named = pdpOf({
      rules: [GATE, { about: { scope: 's' }, id: 'nameless', effect: 'permit', clients: [''], when: [] }],
    });
    const outcome = (id: string): number =>
      named.decide(requestOf({ scopes: ['s'], ...client(id) }), {}).scopes.granted.length;
    expect([outcome(''), outcome('other'), outcome('')]).toEqual([1, 0, 1]);
  });

  test('are evaluated for theirs, with those that name none', () => {
    const attributes = { common: { x: 'n' }, of_one: { x: 'y' }, of_two: { x: 'n' } };
    expect(pdp.decide(requestOf({ scopes: ['s'], ...client('one') }), attributes).scopes.granted).toMatchObject([
      { rule: { rule: 'one' } },
    ]);
  });

  test('have their sources read for their clients only', () => {
    const sources = (id: string): readonly string[] =>
      pdp.sourcesFor(requestOf({ scopes: ['s'], ...client(id) })).toSorted();
    expect([sources('other'), sources('one'), sources('two')]).toEqual([
      ['common'],
      ['common', 'of_one', 'of_two'],
      ['common', 'of_two'],
    ]);
  });

  test('a client named like something inherited is like any other', () => {
    for (const id of ['constructor', '__proto__', 'toString']) {
      expect(
        pdp.decide(requestOf({ scopes: ['s'], ...client(id) }), { common: { x: 'y' } }).scopes.granted,
      ).toHaveLength(1);
    }
  });
});

describe('policies that say where they apply', () => {
  const policies = [POLICY, { ...POLICY, name: 'a', file: 'a.yaml', audiences: [A] }];
  const rules: RuleDraft[] = [
    GATE,
    { about: { scope: 's' }, id: 'everywhere', effect: 'permit' },
    { about: { scope: 's' }, id: 'at-a', effect: 'deny', policy: 1 },
    { about: { scope: 'email' }, id: 'mail', effect: 'deny', policy: 1 },
    { about: { claim: 'c' }, id: 'claim', effect: 'set', value: read('src.x', 'string'), policy: 1 },
    { about: 'lifetime', id: 'short', effect: 'limit', lifetime: 60, policy: 1 },
  ];
  const pdp = pdpOf({ policies, rules });

  test('are silent about any other audience', () => {
    const at = (target: string) =>
      pdp.decide(requestOf({ targets: [target], scopes: ['s', 'email'] }), { src: { x: 'v' } });
    expect(at(B)).toMatchObject({
      scopes: { granted: [{ scope: 's' }, { scope: 'email', rule: null }] },
      tokens: { access_token: { claims: [] } },
    });
    expect(at(A)).toMatchObject({
      scopes: { granted: [], withheld: [{ scope: 's' }, { scope: 'email' }] },
      tokens: { access_token: { claims: [{ claim: 'c' }], lifetime: { seconds: 60 } } },
    });
  });

  test('have their sources read for theirs only', () => {
    expect([pdp.sourcesFor(requestOf({ targets: [A] })), pdp.sourcesFor(requestOf({ targets: [B] }))]).toEqual([
      ['src'],
      [],
    ]);
  });
});

describe('policies that say for which clients they apply', () => {
  const policies = [POLICY, { ...POLICY, name: 'one', clients: ['one'] }];

  test('are silent about any other client, also in a rule without a condition', () => {
    const rules: RuleDraft[] = [GATE, { about: { scope: 's' }, id: 'all', effect: 'permit', policy: 1 }];
    const pdp = pdpOf({ policies, rules });
    expect(pdp.decide(requestOf({ scopes: ['s'], ...client('one') }), {}).scopes.granted).toHaveLength(1);
    expect(pdp.decide(requestOf({ scopes: ['s'], ...client('two') }), {}).scopes).toMatchObject({
      granted: [],
      withheld: [{ scope: 's' }],
    });
  });

  test('do not speak of the scopes of OpenID Connect to any other client', () => {
    const rules: RuleDraft[] = [
      GATE,
      { about: { scope: 'email' }, id: 'mail', effect: 'deny', policy: 1, clients: ['one'] },
    ];
    const pdp = pdpOf({ policies, rules });
    expect(pdp.decide(requestOf({ scopes: ['email'], ...client('two') }), {}).scopes.granted).toEqual([
      { scope: 'email', rule: null },
    ]);
    expect(pdp.decide(requestOf({ scopes: ['email'], ...client('one') }), {}).scopes.granted).toEqual([]);
  });
});
