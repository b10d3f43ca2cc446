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

describe('isCovered, where policy may make members less', () => {
  const allowed = { type: 't', amount: { value: 50, currency: 'EUR' }, tags: ['a', 'b'], other: 1 };
  const paths = [['amount', 'value'], ['tags']];
  const narrowed = (part: object): boolean => isCovered({ ...allowed, ...part }, allowed, TARGETS, paths);

  test('lets these be less', () => {
    expect(narrowed({ amount: { value: 20, currency: 'EUR' }, tags: ['b'] })).toBe(true);
  });

  test.each([
    ['more', { amount: { value: 51, currency: 'EUR' } }],
    ['another currency', { amount: { value: 20, currency: 'SEK' } }],
    ['a member added beside it', { amount: { value: 20, currency: 'EUR', fee: 1 } }],
    ['a member left out beside it', { amount: { value: 20 } }],
    ['a text in place of the number', { amount: { value: '20', currency: 'EUR' } }],
    ['another entry of the list', { tags: ['c'] }],
    ['a list without entries', { tags: [] }],
    ['less of what is not named', { other: 0 }],
  ])('refuses %s', (_, part) => {
    expect(narrowed(part)).toBe(false);
  });

  test('lets nothing be less where nothing is named', () => {
    expect(isCovered({ ...allowed, other: 0 }, allowed, TARGETS)).toBe(false);
    expect(isCovered({ ...allowed, amount: { value: 20, currency: 'EUR' } }, allowed, TARGETS)).toBe(false);
  });
});
