// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import type { JsonObject } from '@assay/core/model';
import { typeOfSchema } from './schema-type.ts';
import type { Type } from './types.ts';

const STRING = { kind: 'string' };
const INT = { kind: 'int' };
const DYN = { kind: 'dyn' };

/** A type as plain data. */
function plain(type: Type): unknown {
  if (type.kind === 'list') return [plain(type.of)];
  if (type.kind === 'map') return { map: plain(type.value) };
  if (type.kind !== 'record') return type;
  const members = [...type.members].map(([name, member]) => [member.optional ? `${name}?` : name, plain(member.type)]);
  return { open: type.open, ...Object.fromEntries(members) };
}

describe('the type of what a JSON Schema describes', () => {
  const cases: readonly (readonly [string, JsonObject, unknown])[] = [
    ['a string', { type: 'string' }, STRING],
    ['an integer', { type: 'integer' }, INT],
    ['a number', { type: 'number' }, { kind: 'double' }],
    ['a boolean', { type: 'boolean' }, { kind: 'bool' }],
    ['null', { type: 'null' }, { kind: 'null' }],
    ['an enumeration', { enum: ['a', 'b'] }, { kind: 'string', values: ['a', 'b'] }],
    ['an enumeration of integers', { enum: [1, 2] }, INT],
    ['an enumeration of both', { enum: ['a', 1] }, DYN],
    ['a constant', { const: 'a' }, { kind: 'string', values: ['a'] }],
    ['a list', { type: 'array', items: { type: 'string' } }, [STRING]],
    ['a list of anything', { type: 'array' }, [DYN]],
    ['a tuple', { type: 'array', prefixItems: [{ type: 'string' }] }, [DYN]],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }, { map: INT }],
    ['an object without properties', { type: 'object' }, { map: DYN }],
    [
      'an object, its other members absent',
      { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'integer' } } },
      { open: false, a: STRING, 'b?': INT },
    ],
    [
      'an object that says it has others',
      { type: 'object', properties: {}, additionalProperties: true },
      { open: true },
    ],
    [
      'a reference inside the schema',
      { $defs: { 'a/b': { type: 'string' } }, type: 'array', items: { $ref: '#/$defs/a~1b' } },
      [STRING],
    ],
    ['a reference elsewhere', { $ref: 'https://example.com/schema' }, DYN],
    ['a nullable value', { type: ['string', 'null'] }, DYN],
    ['a union', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, DYN],
    ['a condition', { type: 'string', if: {} }, DYN],
    ['no type', {}, DYN],
    [
      'a member named like an inherited one',
      { type: 'object', properties: { constructor: { type: 'string' } } },
      { open: false, 'constructor?': STRING },
    ],
  ];
  test.each(cases)('is that of %s', (_, schema, want) => {
    expect(plain(typeOfSchema(schema))).toEqual(want);
  });

  it('ends where a schema refers to itself', () => {
    expect(typeOfSchema({ $ref: '#' })).toEqual(DYN);
    expect(typeOfSchema({ type: 'object', required: ['next'], properties: { next: { $ref: '#' } } }).kind).toBe(
      'record',
    );
  });

  it('is found for any JSON value, however little of a schema it is', () => {
    const keyword = fc.constantFrom(
      'type',
      'properties',
      'items',
      'enum',
      'const',
      'required',
      '$ref',
      '$defs',
      'additionalProperties',
      'object',
      'array',
      'string',
      '#',
      '#/$defs/a',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        keyword,
        fc.constant(null),
        fc.integer(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keyword, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(keyword, value), (schema) => {
        // sound: built of JSON values alone
        expect(typeof typeOfSchema(schema as JsonObject).kind).toBe('string');
      }),
    );
  });
});
