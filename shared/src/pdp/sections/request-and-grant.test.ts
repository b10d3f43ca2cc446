// SPDX-License-Identifier: Apache-2.0
import { op, pdpOf, read, requestOf, str, type RuleDraft } from '../../testing/index.ts';

const GATE: RuleDraft = { about: 'gate', id: 'all', effect: 'permit' };
const rule = (effect: RuleDraft['effect'], id: string, part: Partial<RuleDraft> = {}): RuleDraft => ({
  about: { scope: 'read' },
  id,
  effect,
  ...part,
});
const PERMIT = rule('permit', 'anyone');
const isActive = op('eq', read('iga.status', 'string'), str('active'));
const isClient = (name: string) => op('eq', read('client.id', 'string', 'request'), str(name));
const CONSENT = { require: [{ type: 'consent', properties: {} }] } as const;

function decided(...rules: readonly RuleDraft[]) {
  const { scopes, obligations, trace } = pdpOf({ rules: [GATE, ...rules] }).decide(requestOf({ scopes: ['read'] }), {});
  return {
    granted: scopes.granted.map(({ scope }) => scope),
    withheld: scopes.withheld.map(({ rule: by, reason }) => [by?.rule, reason.code]),
    asks: obligations.map(({ type, about, rule: by }) => [type, about, by.rule]),
    evaluated: trace.length - 1,
  };
}

describe('who may request a scope', () => {
  test('is anybody where no rule says', () => {
    expect(decided(PERMIT)).toMatchObject({ granted: ['read'] });
  });

  test('is asked before who may be granted it: no permit and no denial is evaluated', () => {
    expect(decided(rule('request', 'others', { when: [isClient('other')] }), PERMIT, rule('deny', 'no'))).toEqual({
      granted: [],
      withheld: [['others', 'not_requestable']],
      asks: [],
      evaluated: 1,
    });
  });

  test('needs one rule that holds, of several', () => {
    const one = rule('request', 'others', { when: [isClient('other')] });
    expect(decided(one, rule('request', 'web', { when: [isClient('web')] }), PERMIT)).toMatchObject({
      granted: ['read'],
    });
  });

  test('is nobody where it cannot be told, and where rules are about other clients only', () => {
    expect(decided(rule('request', 'active', { when: [isActive] }), PERMIT)).toMatchObject({
      withheld: [['active', 'not_requestable']],
    });
    expect(decided(rule('request', 'robots', { clients: ['robot'] }), PERMIT)).toMatchObject({
      withheld: [['robots', 'not_requestable']],
    });
  });

  test('does not grant it', () => {
    expect(decided(rule('request', 'web'))).toMatchObject({ withheld: [[undefined, 'no_rule']] });
  });
});

describe('consent to a scope', () => {
  test('is asked for where a rule holds, or cannot be told, beside what permits ask for', () => {
    const asked = [
      rule('consent', 'third-parties', CONSENT),
      rule('consent', 'inactive', { when: [isActive], ...CONSENT }),
      rule('consent', 'not-here', { when: [isClient('other')], ...CONSENT }),
    ];
    expect(decided(PERMIT, ...asked)).toEqual({
      granted: ['read'],
      withheld: [],
      asks: [
        ['consent', { scope: 'read' }, 'third-parties'],
        ['consent', { scope: 'read' }, 'inactive'],
      ],
      evaluated: 4,
    });
  });

  test('is not asked for where the scope is not granted', () => {
    expect(
      decided(rule('permit', 'nobody', { when: [isClient('other')] }), rule('consent', 'all', CONSENT)),
    ).toMatchObject({
      granted: [],
      withheld: [['nobody', 'not_permitted']],
      asks: [],
    });
  });

  test('is asked for once where several targets ask', () => {
    const pdp = pdpOf({ rules: [GATE, PERMIT, rule('consent', 'all', CONSENT)] });
    const decision = pdp.decide(
      requestOf({ scopes: ['read'], targets: ['https://a.example', 'https://b.example'] }),
      {},
    );
    expect(decision.obligations).toHaveLength(1);
  });
});
