// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';
import { createInference } from './check/infer.ts';
import { BOOL, DOUBLE, DYN, INT, mapOf, NULL, oneOf, STRING, type Member, type Type } from './types.ts';

/** Deeper schemas, and those that refer to themselves, end in a value of unknown type. */
const MAX_DEPTH = 16;

/** So do larger ones: a few parts that refer to each other can stand for any number. */
const MAX_PARTS = 10_000;

interface Walk {
  /** What references are resolved in. */
  readonly root: JsonObject;
  /** How many more parts are looked at. */
  left: number;
}

/**
 * The type of the values a JSON Schema (2020-12) describes. What the types here cannot say (unions, `if`, patterns, remote references) becomes
 * a value of unknown type: never a wrong one. `root` is the schema it is a part of.
 */
export function typeOfSchema(schema: JsonObject, root: JsonObject = schema): Type {
  return typeOf(schema, { root, left: MAX_PARTS }, 0);
}

function typeOf(schema: Json | undefined, walk: Walk, depth: number): Type {
  if (!isSchema(schema) || depth > MAX_DEPTH || walk.left-- <= 0) return DYN;
  const reference = own(schema, '$ref');
  if (typeof reference === 'string') return typeOf(resolve(reference, walk.root), walk, depth + 1);
  if (UNSPEAKABLE.some((keyword) => Object.hasOwn(schema, keyword))) return DYN;
  if (Array.isArray(schema['enum']))
    return schema['enum']
      .map(typeOfValue)
      .reduce(createInference().join, schema['enum'].length === 0 ? DYN : typeOfValue(schema['enum'][0]));
  if (Object.hasOwn(schema, 'const')) return typeOfValue(schema['const']);
  switch (schema['type']) {
    case 'object':
      return objectType(schema, walk, depth);
    case 'array':
      return listType(schema, walk, depth);
    case 'string':
      return STRING;
    case 'integer':
      return INT;
    case 'number':
      return DOUBLE;
    case 'boolean':
      return BOOL;
    case 'null':
      return NULL;
    default:
      return DYN;
  }
}

/** Keywords that may change the type in ways a static type cannot follow. */
const UNSPEAKABLE = ['anyOf', 'oneOf', 'allOf', 'if', '$dynamicRef'] as const;

function listType(schema: JsonObject, walk: Walk, depth: number): Type {
  const { maxItems } = schema;
  const of = Object.hasOwn(schema, 'prefixItems') ? DYN : typeOf(schema['items'], walk, depth + 1);
  return { kind: 'list', of, ...(typeof maxItems === 'number' && { maxItems }) };
}

function objectType(schema: JsonObject, walk: Walk, depth: number): Type {
  const properties = schema['properties'];
  const additional = schema['additionalProperties'];
  const patterns = Object.hasOwn(schema, 'patternProperties');
  if (!isSchema(properties))
    return mapOf(STRING, isSchema(additional) && !patterns ? typeOf(additional, walk, depth + 1) : DYN);
  const required: readonly Json[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const members = Object.entries(properties).map(([name, member]): readonly [string, Member] => [
    name,
    { type: typeOf(member, walk, depth + 1), optional: !required.includes(name) },
  ]);
  // a project that lists properties means those; JSON Schema itself would let any other in
  return {
    kind: 'record',
    members: new Map(members),
    open: additional === true || isSchema(additional) || patterns,
    ...(additional === false && !patterns && { closed: true }),
  };
}

function typeOfValue(value: Json | undefined): Type {
  switch (typeof value) {
    case 'string':
      return oneOf([value]);
    case 'number':
      return Number.isSafeInteger(value) ? INT : DOUBLE;
    case 'boolean':
      return BOOL;
    default:
      return value === null ? NULL : DYN;
  }
}

/** A reference inside the same schema: `#/$defs/name` (RFC 6901). */
function resolve(reference: string, root: JsonObject): Json | undefined {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let found: unknown = root;
  for (const step of reference.slice(2).split('/'))
    found = own(found, step.replaceAll('~1', '/').replaceAll('~0', '~'));
  // sound: every part of a JSON value is one
  return found as Json | undefined;
}

const isSchema = (value: Json | undefined): value is JsonObject => isObject(value);
