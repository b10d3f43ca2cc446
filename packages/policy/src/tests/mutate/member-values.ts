// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';
import { NOBODY } from './change-expression.ts';
import { sampleOf } from './samples.ts';

/** How many values of each part are tried. */
const MOST_PARTS = 6;

/**
 * Values of a list of objects, or of an object whose members are not named: none, and those with one item or member that has a value a rule speaks of.
 * No values for any other schema.
 */
export function membersOf(schema: JsonObject, texts: readonly string[], numbers: readonly number[]): readonly Json[] {
  const literals = [...texts.slice(0, MOST_PARTS), NOBODY, ...numbers.slice(0, MOST_PARTS)];
  if (own(schema, 'type') === 'array') {
    const items = own(schema, 'items');
    if (!isObject(items) || own(items, 'type') !== 'object') return [];
    const objects = objectsOf(items as JsonObject, literals); // sound: a schema is JSON, here and below
    // one that is as rules ask for beside one that is not tells "all" from "some"
    return [...objects.map((item) => [item]), [...objects.slice(0, 1), ...objects.slice(-1)], []];
  }
  const members = own(schema, 'additionalProperties');
  if (own(schema, 'type') !== 'object' || !isObject(members)) return [];
  const values = literals.filter((value) => fits(value, members));
  const some = values.length > 0 ? values : [sampleOf(members)];
  return [...texts.slice(0, MOST_PARTS).flatMap((name) => some.map((value): JsonObject => ({ [name]: value }))), {}];
}

/** Objects of a schema: the smallest, and those with one member that is a literal, or true, beside what has to be there. */
function objectsOf(schema: JsonObject, literals: readonly (string | number)[]): readonly JsonObject[] {
  const sample = sampleOf(schema) as JsonObject; // sound: the schema is one of an object
  const properties = own(schema, 'properties');
  const members = Object.entries(isObject(properties) ? properties : {});
  const each = members.flatMap(([name, of]) =>
    [...literals, true, false]
      .filter((value) => fits(value, of))
      .map((value): JsonObject => ({ ...sample, [name]: value })),
  );
  // every member as rules ask for it, as far as one literal of its kind tells
  const all = Object.fromEntries(
    members.flatMap(([name, of]) =>
      [...literals, true]
        .filter((value) => fits(value, of))
        .slice(0, 1)
        .map((value) => [name, value]),
    ),
  );
  return [{ ...sample, ...all }, ...each, sample];
}

const KINDS: { readonly [type: string]: readonly string[] } = {
  string: ['string'],
  integer: ['number'],
  number: ['number'],
  boolean: ['boolean'],
};

function fits(value: Json, schema: unknown): boolean {
  const listed = own(schema, 'enum');
  if (Array.isArray(listed)) return listed.includes(value);
  return KINDS[String(own(schema, 'type'))]?.includes(typeof value) ?? false;
}
