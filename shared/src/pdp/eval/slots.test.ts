// SPDX-License-Identifier: Apache-2.0
import type { Json } from '../../model/json.ts';
import { num, op, pdpOf, read, requestOf, str, variable } from '../../testing/index.ts';
import type { SlotType } from '../table.ts';
import { readTrace } from '../trace.ts';

/** What reading an attribute of this type comes to. */
function found(type: SlotType, value: Json): 'yes' | 'no' | 'error' | undefined {
  const slot = read('s.a', type);
  // equal to itself unless it cannot be read
  const pdp = pdpOf({ rules: [{ about: 'gate', id: 'g', effect: 'permit', when: [op('eq', slot, slot)] }] });
  return readTrace(pdp.decide(requestOf(), { s: { a: value } }).trace)[0]?.result;
}

const VALUES: Readonly<Record<string, Json>> = {
  text: 'x',
  int: 3,
  half: 0.5,
  unsafe: 2 ** 53,
  yes: true,
  none: null,
  empty: [],
  texts: ['x'],
  ints: [3],
  halves: [0.5],
  truths: [true],
  mixed: ['x', 3],
  nested: [['x'], []],
  nestedInts: [[3]],
  map: {},
  record: { id: 'x' },
  more: { id: 'x', n: 3, other: [1] },
  wrong: { id: ['x'] },
  nothing: { id: null },
  inherited: JSON.parse('{ "__proto__": { "id": 3 } }') as Json, // sound: JSON
  records: [{ id: 'x' }, {}],
  wrongRecords: [{ id: 'x' }, { id: 3 }],
};

const LISTS = ['empty', 'texts', 'ints', 'halves', 'truths', 'mixed', 'nested', 'nestedInts', 'records'];
const MAPS = ['map', 'record', 'more', 'wrong', 'nothing', 'inherited'];
const RECORD: SlotType = ['record', { id: 'string', n: 'int' }];

const ACCEPTED: readonly (readonly [type: SlotType, accepted: readonly string[]])[] = [
  ['string', ['text']],
  ['int', ['int']],
  ['double', ['int', 'half', 'unsafe']],
  ['bool', ['yes']],
  ['null', ['none']],
  ['strings', ['empty', 'texts']],
  ['ints', ['empty', 'ints']],
  ['doubles', ['empty', 'ints', 'halves']],
  ['bools', ['empty', 'truths']],
  ['list', [...LISTS, 'wrongRecords']],
  ['map', MAPS],
  ['dyn', Object.keys(VALUES)],
  [
    ['list', 'strings'],
    ['empty', 'nested'],
  ],
  [
    ['list', 'map'],
    ['empty', 'records', 'wrongRecords'],
  ],
  [
    ['list', RECORD],
    ['empty', 'records'],
  ],
  [
    ['map', 'string'],
    ['map', 'record'],
  ],
  [
    ['map', ['list', 'dyn']],
    ['map', 'wrong'],
  ],
  [RECORD, ['map', 'record', 'more', 'inherited']],
  [
    ['closed', { id: 'string' }],
    ['map', 'record'],
  ],
  [
    ['closed', { id: 'dyn', n: 'int' }],
    ['map', 'record', 'wrong', 'nothing'],
  ],
];

describe.each(ACCEPTED.map(([type, accepted]) => ({ name: JSON.stringify(type), type, accepted })))(
  'a slot of type $name',
  ({ type, accepted }) => {
    test.each(Object.keys(VALUES))(`and the value %s`, (name) => {
      expect(found(type, VALUES[name] ?? null)).toBe(accepted.includes(name) ? 'yes' : 'error');
    });
  },
);

describe('a slot', () => {
  test('reads the request and what a section binds, own members only', () => {
    const pdp = pdpOf({
      rules: [
        {
          about: 'gate',
          id: 'g',
          effect: 'permit',
          when: [
            op('eq', read('client.id', 'string', 'request'), str('web')),
            op('eq', read('audience', 'string', 'bound'), str('https://api.example.com')),
          ],
        },
        {
          about: { claim: 'sub_type' },
          id: 'c',
          effect: 'set',
          value: read('subject.constructor.name', 'string', 'request'),
        },
      ],
    });
    const decision = pdp.decide(requestOf(), {});
    expect(decision.outcome === 'permit' && decision.tokens).toEqual({ access_token: { claims: [] } });
  });

  test('is read once in a decision, and anew in the next', () => {
    let reads = 0;
    const source = {
      get a() {
        reads++;
        return 1;
      },
    };
    const one = op('eq', read('s.a', 'int'), num(1));
    const pdp = pdpOf({
      rules: [
        { about: 'gate', id: 'g', effect: 'permit', when: [one] },
        { about: { scope: 'x' }, id: 'x', effect: 'permit', when: [one] },
      ],
    });
    pdp.decide(requestOf({ scopes: ['x'] }), { s: source });
    expect(reads).toBe(1);
    pdp.decide(requestOf({ scopes: ['x'] }), { s: source });
    expect(reads).toBe(2);
  });

  test('that reads what a section binds is read anew for each binding', () => {
    const isNamed = op('eq', read('account', 'string', 'bound'), str('a-1'));
    const pdp = pdpOf({
      rules: [
        { about: 'gate', id: 'g', effect: 'permit' },
        { about: { scope: 'list.{account}' }, id: 'x', effect: 'permit', when: [isNamed] },
      ],
    });
    expect(
      pdp
        .decide(requestOf({ scopes: ['list.a-2', 'list.a-1', 'list.a-3'] }), {})
        .scopes.granted.map(({ scope }) => scope),
    ).toEqual(['list.a-1']);
  });
});

describe('a variable', () => {
  test('is computed once in a decision, and only when something reads it', () => {
    let reads = 0;
    const source = {
      get a() {
        reads++;
        return 1;
      },
    };
    const isOne = op('eq', variable('one'), num(1));
    const pdp = pdpOf({
      variables: { one: op('if', op('eq', read('s.a', 'dyn'), num(1)), num(1), num(2)) },
      rules: [
        { about: 'gate', id: 'g', effect: 'permit' },
        { about: { scope: 'x' }, id: 'x', effect: 'permit', when: [isOne] },
        { about: { scope: 'y' }, id: 'y', effect: 'permit', when: [isOne] },
      ],
    });
    pdp.decide(requestOf(), { s: source });
    expect(reads).toBe(0);
    expect(pdp.decide(requestOf({ scopes: ['x', 'y'] }), { s: source }).scopes.granted).toHaveLength(2);
    expect(reads).toBe(1);
  });

  test('may read another variable', () => {
    const pdp = pdpOf({
      variables: { base: read('s.a', 'int'), more: op('add_int', variable('base'), num(1)) },
      rules: [{ about: 'gate', id: 'g', effect: 'permit', when: [op('eq', variable('more'), num(3))] }],
    });
    expect(pdp.decide(requestOf(), { s: { a: 2 } }).outcome).toBe('permit');
    expect(pdp.sourcesFor(requestOf())).toEqual(['s']);
  });
});
