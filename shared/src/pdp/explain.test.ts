// SPDX-License-Identifier: Apache-2.0
import { explain } from './explain.ts';
import { num, op, pdpOf, POLICY, read, requestOf, str } from '../testing/index.ts';

const AUDIENCE = 'https://api.example.com';
const at = (line: number, rule: string) => ({ policy: 'test', rule, at: `test.yaml:${line}:1` });

describe('explain', () => {
  const isReader = op('in_list', str('reader'), read('iga.roles', 'strings'));
  const isCalm = op('lt', read('risk.score', 'int'), num(50));
  const pdp = pdpOf({
    rules: [
      { about: 'gate', id: 'all', effect: 'permit' },
      { about: { scope: 'read' }, id: 'reader', effect: 'permit', when: [isReader, isCalm] },
      { about: { scope: 'read' }, id: 'other client', effect: 'deny', clients: ['other'] },
      {
        about: { scope: 'list.{x}' },
        id: 'own',
        effect: 'permit',
        when: [op('eq', read('x', 'string', 'bound'), read('app.x', 'string'))],
      },
      { about: { claim: 'tenant' }, id: 'tenant', effect: 'set', value: read('app.tenant', 'string') },
      { about: { detail: 'payment' }, id: 'pay', effect: 'permit' },
      { about: 'lifetime', id: 'short', effect: 'limit', lifetime: 60 },
    ],
  });

  test('says of every rule about the request what each conjunct came to and what it read', () => {
    const { items } = explain(pdp, requestOf({ scopes: ['read'] }), {
      iga: { roles: ['reader'] },
      risk: { score: 'high' },
    });
    expect(items.find(({ about }) => about === 'read')).toEqual({
      kind: 'scope',
      about: 'read',
      audience: AUDIENCE,
      rules: [
        {
          index: 1,
          ref: at(2, 'reader'),
          effect: 'permit',
          result: 'error',
          conjuncts: [
            {
              result: 'yes',
              reads: [{ slot: 0, path: ['iga', 'roles'], source: 'iga', found: 'ok', value: ['reader'] }],
            },
            {
              result: 'error',
              reads: [{ slot: 1, path: ['risk', 'score'], source: 'risk', found: 'wrong_type', value: 'high' }],
            },
          ],
        },
        { index: 2, ref: at(3, 'other client'), effect: 'deny', result: 'yes', conjuncts: [] },
      ],
    });
  });

  test('tells the wrong type of a part of a value from the value', () => {
    const cases = read('iga.cases', ['list', ['record', { id: 'string' }]]);
    const about = pdpOf({ rules: [{ about: 'gate', id: 'g', effect: 'deny', when: [op('eq', cases, cases)] }] });
    const founds = [[{ id: 'a' }], [{ id: 5 }], undefined].map((value) => {
      const { items } = explain(about, requestOf(), { iga: value === undefined ? {} : { cases: value } });
      return items[0]?.rules[0]?.conjuncts.map(({ result, reads }) => [result, ...reads.map(({ found }) => found)]);
    });
    expect(founds).toEqual([[['yes', 'ok']], [['error', 'wrong_type']], [['error', 'missing']]]);
  });

  test('names everything that was asked: gates, scopes, details by cell, claims, lifetime', () => {
    const request = requestOf({
      scopes: ['read', 'list.7', 'gone'],
      authorizationDetails: [{ type: 'payment', actions: ['a', 'b'] }],
    });
    expect(explain(pdp, request, {}).items.map(({ kind, about, rules }) => [kind, about, rules.length])).toEqual([
      ['gate', 'issue:access_token:authorization_code', 1],
      ['scope', 'read', 2],
      ['scope', 'list.7', 1],
      ['scope', 'gone', 0],
      ['detail', 'payment', 1],
      ['detail', 'payment', 1],
      ['claim', 'tenant', 1],
      ['lifetime', 'lifetime', 1],
    ]);
  });

  test('says of each cell which element it is of and why its rules refuse it, and asks it where the decision does', () => {
    const B = 'https://b.example';
    const cells = pdpOf({
      rules: [
        { about: 'gate', id: 'all', effect: 'permit' },
        { about: { detail: 'payment' }, id: 'pay', effect: 'permit' },
        {
          about: { detail: 'payment' },
          id: 'read only',
          effect: 'deny',
          when: [op('ne', read('cell.action', 'string', 'bound'), str('read'))],
          reason: 'read only',
        },
      ],
    });
    const request = requestOf({
      targets: [AUDIENCE, B],
      authorizationDetails: [{ type: 'gone' }, { type: 'payment', actions: ['read', 'write'], locations: [B] }],
    });
    const { items } = explain(cells, request, {});
    const refused = { code: 'denied_by_rule', admin: 'read only' };
    const none = { code: 'no_rule', admin: 'no rule permits it' };
    const unnamed = { index: 0, action: 'authorization_detail', datatype: '', refused: none };
    expect(items.flatMap(({ kind, audience, cell }) => (kind === 'detail' ? [[audience, cell]] : []))).toEqual([
      [AUDIENCE, { ...unnamed, location: AUDIENCE }],
      [B, { ...unnamed, location: B }],
      [B, { index: 1, location: B, action: 'read', datatype: '' }],
      [B, { index: 1, location: B, action: 'write', datatype: '', refused }],
    ]);
  });

  test('reads what a scope binds, and says what a claim’s value reads', () => {
    const { items } = explain(pdp, requestOf({ scopes: ['list.7'] }), { app: { x: '7' } });
    expect(items.find(({ about }) => about === 'list.7')?.rules[0]).toMatchObject({
      result: 'yes',
      conjuncts: [
        {
          reads: [
            { path: ['x'], found: 'ok', value: '7' },
            { path: ['app', 'x'], source: 'app', found: 'ok', value: '7' },
          ],
        },
      ],
    });
    expect(items.find(({ about }) => about === 'tenant')?.rules[0]).toMatchObject({
      result: 'yes',
      value: { result: 'error', reads: [{ path: ['app', 'tenant'], source: 'app', found: 'missing' }] },
    });
  });

  test('is about the targets the policy set governs, and the policies that apply there', () => {
    const B = 'https://b.example';
    const some = pdpOf({
      policies: [POLICY, { ...POLICY, name: 'b', audiences: [B] }],
      rules: [
        { about: 'gate', id: 'all', effect: 'permit' },
        { about: 'gate', id: 'b', effect: 'deny', policy: 1 },
      ],
      governance: { audiences: [AUDIENCE, B] },
    });
    const { items } = explain(some, requestOf({ targets: ['https://other.example', B, AUDIENCE] }), {});
    expect(items.map(({ audience, rules }) => [audience, rules.map(({ ref }) => ref.rule)])).toEqual([
      [B, ['all', 'b']],
      [AUDIENCE, ['all']],
    ]);
  });
});
