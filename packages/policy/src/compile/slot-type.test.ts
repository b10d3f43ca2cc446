// SPDX-License-Identifier: Apache-2.0
import type { Json, JsonObject } from '@assay/core/model';
import type { SlotType } from '@assay/core/pdp';
import { EVAL_ERROR, evaluate, fuzzRuns } from '@assay/core/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { typeOfSchema } from '../expression/schema-type.ts';
import { slotTypeOf } from './slot-type.ts';

const STRING: JsonObject = { type: 'string' };
const INT: JsonObject = { type: 'integer' };
const record = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const slotTypeOfSchema = (schema: JsonObject): SlotType => slotTypeOf(typeOfSchema(schema));

describe('the type of a slot', () => {
  const cases: readonly (readonly [string, JsonObject, SlotType])[] = [
    ['a text', { enum: ['a', 'b'] }, 'string'],
    ['null', { type: 'null' }, 'null'],
    ['a list of scalars', { type: 'array', items: INT }, 'ints'],
    ['a list of anything', { type: 'array' }, 'list'],
    ['a list of lists', { type: 'array', items: { type: 'array', items: STRING } }, ['list', 'strings']],
    ['a list of nulls', { type: 'array', items: { type: 'null' } }, ['list', 'null']],
    ['a map', { type: 'object', additionalProperties: INT }, ['map', 'int']],
    ['a map of anything', { type: 'object' }, 'map'],
    ['a record', record({ a: STRING, b: {} }, { required: ['a'] }), ['record', { a: 'string' }]],
    ['a record of anything', record({ a: {} }), 'map'],
    [
      'a record that says it has others',
      record({ a: INT }, { additionalProperties: STRING }),
      ['record', { a: 'int' }],
    ],
    [
      'a record that says it has no others',
      record({ a: INT, b: {} }, { additionalProperties: false }),
      ['closed', { a: 'int', b: 'dyn' }],
    ],
    [
      'a record with others by a pattern',
      record({ a: INT }, { additionalProperties: false, patternProperties: { '^x-': {} } }),
      ['record', { a: 'int' }],
    ],
    [
      'records in a map in a list',
      { type: 'array', items: { type: 'object', additionalProperties: record({ a: STRING }) } },
      ['list', ['map', ['record', { a: 'string' }]]],
    ],
  ];
  test.each(cases)('says of %s what there is to check', (_, schema, want) => {
    expect(slotTypeOfSchema(schema)).toEqual(want);
  });
});

/** What is checked of a value where it is read. */
function isRead(type: SlotType, value: Json): boolean {
  const slots = [{ root: 'bound', path: ['value'], type }] as const;
  return evaluate(['slot', 0], { strings: [], lists: [], slots }, { value }) !== EVAL_ERROR;
}

interface Described {
  readonly schema: JsonObject;
  /** A value the schema describes. */
  readonly value: Json;
}

// `constructor` is what every object inherits
const NAME = fc.constantFrom('a', 'b', 'constructor');
const scalar = (type: string, values: fc.Arbitrary<Json>): fc.Arbitrary<Described> =>
  values.map((value) => ({ schema: { type }, value }));

const { described } = fc.letrec<{ described: Described }>((tie) => {
  const several = fc.array(tie('described'), { maxLength: 3 });
  return {
    described: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      scalar('string', fc.constantFrom('', 'a')),
      scalar('integer', fc.integer()),
      scalar('number', fc.constantFrom(0, 0.5, 1e300)),
      scalar('boolean', fc.boolean()),
      scalar('null', fc.constant(null)),
      fc.constant({ schema: {}, value: 'anything' }),
      tie('described').map(({ schema, value }) => ({
        schema: { type: 'array', items: schema },
        value: [value, value],
      })),
      tie('described').map(({ schema, value }) => ({
        schema: { type: 'object', additionalProperties: schema },
        value: { a: value },
      })),
      fc
        .tuple(several, fc.constantFrom({}, { additionalProperties: false }), fc.boolean())
        .map(([members, more, isWhole]): Described => {
          const named = members.map((member, i) => [['a', 'b', 'constructor'][i] ?? '', member] as const);
          return {
            schema: record(Object.fromEntries(named.map(([name, { schema }]) => [name, schema])), more),
            value: Object.fromEntries(named.slice(isWhole ? 0 : 1).map(([name, { value }]) => [name, value])),
          };
        }),
    ),
  };
});

/** Puts `by` where the nth part of a value stands, counted depth first, or beside it under a name. */
function changed(value: Json, nth: number, by: Json, name: string): Json {
  let left = nth;
  const walk = (part: Json): Json => {
    if (left-- === 0) return by;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    const members = Object.entries(part).map(([key, member]) => [key, walk(member)] as const);
    return Object.fromEntries(left-- === 0 ? [...members, [name, by]] : members);
  };
  return walk(value);
}

test('a slot accepts what a validator of JSON Schema does, and nothing else, at any depth', () => {
  const seen = new Map<boolean, number>();
  const ajv = new Ajv2020({ strict: false, ownProperties: true });
  fc.assert(
    fc.property(
      described,
      fc.nat(5),
      fc.constantFrom<Json | undefined>(undefined, null, 'x', 3, 0.5, true, [], ['x'], {}, { a: 'x' }),
      NAME,
      ({ schema, value }, nth, by, name) => {
        const candidate = by === undefined ? value : changed(value, nth, by, name);
        const isValid = ajv.validate(schema, candidate);
        ajv.removeSchema(schema);
        seen.set(isValid, (seen.get(isValid) ?? 0) + 1);
        expect(isRead(slotTypeOfSchema(schema), candidate)).toBe(isValid);
      },
    ),
    fuzzRuns(1000),
  );
  // otherwise the property says little
  expect(Math.min(seen.get(true) ?? 0, seen.get(false) ?? 0)).toBeGreaterThan(50);
});

test('what is deeper than a type goes is not checked, and does not hang the check', () => {
  const tree = record({ name: STRING, left: { $ref: '#' }, right: { $ref: '#' }, next: { $ref: '#' } });
  const wide = {
    $defs: { tree },
    ...record(Object.fromEntries('abcdefghij'.split('').map((n) => [n, { $ref: '#' }]))),
  };
  expect(JSON.stringify(slotTypeOfSchema(wide)).length).toBeLessThan(500_000);
  expect(isRead(slotTypeOfSchema(tree), { left: { left: { name: 'x' } } })).toBe(true);
  expect(isRead(slotTypeOfSchema(tree), { left: { left: { name: 5 } } })).toBe(false);
});
