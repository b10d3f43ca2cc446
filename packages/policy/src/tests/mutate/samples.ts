// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';

/** A small value that fits a JSON Schema, as far as its commonest keywords say; whoever uses it checks. Deeper than a schema is nested it never gets. */
export function sampleOf(schema: unknown, depth = 0): Json {
  if (depth > DEEPEST || !isObject(schema)) return null;
  if (Object.hasOwn(schema, 'const')) return schema['const'] as Json; // sound: a schema is JSON, here and below
  const listed = own(schema, 'enum');
  if (Array.isArray(listed)) return (listed[0] ?? null) as Json;
  const type = own(schema, 'type');
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return sampleObject(schema, depth);
    case 'array':
      return Array.from({ length: boundedBy(own(schema, 'minItems')) }, () =>
        sampleOf(own(schema, 'items'), depth + 1),
      );
    case 'integer':
    case 'number':
      return numberFrom(schema);
    case 'boolean':
      return false;
    case 'string':
      return 'some'.padEnd(boundedBy(own(schema, 'minLength')), 'e');
    default:
      return 'some';
  }
}

const DEEPEST = 16;

function sampleObject(schema: object, depth: number): JsonObject {
  const required = own(schema, 'required');
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  const properties = own(schema, 'properties');
  return Object.fromEntries(names.map((name) => [name, sampleOf(own(properties, name) ?? {}, depth + 1)]));
}

function numberFrom(schema: object): number {
  const least = own(schema, 'minimum');
  const above = own(schema, 'exclusiveMinimum');
  if (typeof least === 'number') return least;
  return typeof above === 'number' ? Math.floor(above) + 1 : 0;
}

const boundedBy = (length: unknown): number => (typeof length === 'number' ? Math.min(64, Math.max(0, length)) : 0);

/** The schema of the member at `path`, where it is told. */
export function schemaAt(schema: JsonObject, path: readonly string[]): JsonObject | undefined {
  let inner: unknown = schema;
  for (const step of path) inner = own(own(inner, 'properties'), step) ?? own(inner, 'additionalProperties');
  return isObject(inner) ? (inner as JsonObject) : undefined; // sound: a part of a schema
}

/** Whether the object of a schema has to have the member at `path`. */
export function isRequired(schema: JsonObject, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  const required = own(schema, 'required');
  if (!Array.isArray(required) || !required.includes(step)) return false;
  const inner = schemaAt(schema, [step]);
  return inner !== undefined && isRequired(inner, rest);
}
