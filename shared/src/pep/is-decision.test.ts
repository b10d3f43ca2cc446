// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fullRequest, pdpOf, permitOf, requestOf, RULE } from '../testing/index.ts';
import { isDecision } from './is-decision.ts';

const LIMIT = { seconds: 60, rule: RULE };
const REASON = { code: 'no_rule', admin: 'x', user: 'y' } as const;
const PERMIT = permitOf(fullRequest(), {
  gates: [{ gate: 'issue:access_token:password', audience: 'https://a.example', rule: null }],
  scopes: {
    granted: [{ scope: 'read', rule: RULE, lifetime: LIMIT }],
    withheld: [{ scope: 'write', rule: null, reason: REASON }],
  },
  groups: ['staff'],
  roles: [],
  withheldDetails: [{ index: 0, type: 'payment', rule: RULE, reason: REASON }],
  tokens: {
    access_token: { claims: [{ action: 'set', claim: 'a', value: null, rule: RULE, sources: ['s'] }], lifetime: LIMIT },
    id_token: { claims: [{ action: 'remove', claim: 'b', rule: null }] },
  },
  obligations: [
    { type: 'step_up', properties: { acr: 'phr', maxAgeSeconds: 3 }, about: { scope: 'read' }, rule: RULE },
  ],
  trace: [1, 2],
});
const DENY = {
  outcome: 'deny',
  error: 'access_denied',
  reason: REASON,
  rule: null,
  scopes: PERMIT.scopes,
  obligations: [],
  policyDigest: '',
  trace: [],
};

describe('isDecision', () => {
  test('knows what the decision table decides, permit and denial, with every member', () => {
    expect([PERMIT, DENY, pdpOf({}).decide(requestOf(), {})].map(isDecision)).toEqual([true, true, true]);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a boolean', true],
    ['another outcome', { ...PERMIT, outcome: 'PERMIT' }],
    ['no outcome', { ...PERMIT, outcome: undefined }],
    ['a denial without its scopes', { ...DENY, scopes: undefined }],
    ['a denial without a reason', { ...DENY, reason: undefined }],
    ['scopes as text', { ...PERMIT, scopes: 'read write' }],
    [
      'a scope that only turns into one when written',
      { ...PERMIT, scopes: { granted: [{ scope: ['read'], rule: null }], withheld: [] } },
    ],
    ['an audience that is none', { ...PERMIT, audiences: [['https://a.example']] }],
    ['groups as text', { ...PERMIT, groups: 'staff' }],
    ['a detail without a type', { ...PERMIT, authorizationDetails: [{}] }],
    ['a token type that is none', { ...PERMIT, tokens: { cookie: { claims: [] } } }],
    [
      'a claim that only turns into one when written',
      { ...PERMIT, tokens: { id_token: { claims: [{ action: 'remove', claim: ['sub'], rule: null }] } } },
    ],
    [
      'a claim without a value',
      { ...PERMIT, tokens: { id_token: { claims: [{ action: 'set', claim: 'a', rule: RULE, sources: [] }] } } },
    ],
    [
      'another action',
      {
        ...PERMIT,
        tokens: { id_token: { claims: [{ action: 'replace', claim: 'a', value: 1, rule: RULE, sources: [] }] } },
      },
    ],
    ['a lifetime of zero', { ...PERMIT, tokens: { id_token: { claims: [], lifetime: { seconds: 0, rule: RULE } } } }],
    [
      'a lifetime that is no number',
      { ...PERMIT, tokens: { id_token: { claims: [], lifetime: { seconds: NaN, rule: RULE } } } },
    ],
    [
      'an obligation about nothing',
      { ...PERMIT, obligations: [{ type: 'step_up', properties: {}, about: {}, rule: RULE }] },
    ],
    ['inherited members', Object.create(PERMIT)],
    ['a promise', Promise.resolve(PERMIT)],
  ])('refuses %s', (_, value) => {
    expect(isDecision(value)).toBe(false);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => !isDecision(value)));
  });

  test.each([...Object.keys(PERMIT)].filter((name) => name !== 'groups' && name !== 'roles'))(
    'refuses a permit without %s',
    (name) => {
      expect(isDecision({ ...PERMIT, [name]: undefined })).toBe(false);
    },
  );
});
