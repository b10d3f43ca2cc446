// SPDX-License-Identifier: Apache-2.0
import type { AuthorizationDetail } from '../model/request.ts';
import { isCovered } from './covers.ts';

const TARGETS = ['https://a.example', 'https://b.example'];
const ALLOWED: AuthorizationDetail = {
  type: 't',
  locations: ['https://a.example', 'https://x.example'],
  actions: ['r', 'w'],
  nested: { list: [1, { a: null }] },
};
type Row = readonly [what: string, entry: AuthorizationDetail, allowed?: AuthorizationDetail];
const rows = (cases: readonly Row[]): (readonly [string, AuthorizationDetail, AuthorizationDetail])[] =>
  cases.map(([what, entry, allowed = ALLOWED]) => [what, entry, allowed]);
const covered = (entry: AuthorizationDetail, allowed: AuthorizationDetail): boolean =>
  isCovered(entry, allowed, TARGETS);

describe('isCovered', () => {
  test.each(
    rows([
      ['the same entry', ALLOWED],
      ['a copy', JSON.parse(JSON.stringify(ALLOWED)) as AuthorizationDetail],
      ['fewer locations and actions', { ...ALLOWED, locations: ['https://x.example'], actions: [] }],
      ['datatypes where the other allows any', { ...ALLOWED, datatypes: ['d'] }],
      [
        'a target for a location where the other names none',
        { type: 't', locations: ['https://b.example'] },
        { type: 't' },
      ],
    ]),
  )('covers %s', (_, entry, allowed) => {
    expect(covered(entry, allowed)).toBe(true);
  });

  test.each(
    rows([
      ['another type', { ...ALLOWED, type: 'u' }],
      ['another action', { ...ALLOWED, actions: ['r', 'x'] }],
      ['another location', { ...ALLOWED, locations: ['https://b.example'] }],
      [
        'no target for a location where the other names none',
        { type: 't', locations: ['https://x.example'] },
        { type: 't' },
      ],
      ['locations left out', (({ locations: _, ...rest }) => rest as AuthorizationDetail)(ALLOWED)],
      ['what is no list for a list', { ...ALLOWED, actions: 'r' }],
      ['another value within', { ...ALLOWED, nested: { list: [1, { a: 0 }] } }],
      ['a member more', { ...ALLOWED, amount: 1 }],
      ['a member less', (({ nested: _, ...rest }) => rest as AuthorizationDetail)(ALLOWED)],
      ['a list for an object', { ...ALLOWED, nested: [] }],
      [
        'a member named like something inherited',
        JSON.parse('{"type":"t","__proto__":{}}') as AuthorizationDetail,
        { type: 't' },
      ],
      [
        'a limit taken out under such a name',
        { type: 't' },
        JSON.parse('{"type":"t","__proto__":{}}') as AuthorizationDetail,
      ],
    ]),
  )('does not cover %s', (_, entry, allowed) => {
    expect(covered(entry, allowed)).toBe(false);
  });
});
