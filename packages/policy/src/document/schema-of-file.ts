// SPDX-License-Identifier: Apache-2.0
import { own, type JsonObject } from '@assay/core/model';
import { publishedSchemas } from './published-schemas.ts';
import type { YamlMap } from './yaml-node.ts';

let schemas: readonly JsonObject[] | undefined;

/**
 * The published JSON Schema of a file, or undefined where it is none of ours: the file has the key its schema requires first (`assay`,
 * `policy`), with a value of the right kind, and of several such schemas the one that knows most of its keys.
 */
export function schemaOfFile(file: YamlMap): JsonObject | undefined {
  // sound: the published schemas are JSON objects
  schemas ??= [...publishedSchemas().values()].map((text) => JSON.parse(text) as JsonObject);
  const counted = schemas
    .filter((schema) => beginsAs(file, schema))
    .map((schema) => ({ schema, known: file.entries.filter(({ key }) => propertyOf(schema, key.value)).length }));
  return counted.toSorted((a, b) => b.known - a.known)[0]?.schema;
}

function beginsAs(file: YamlMap, schema: JsonObject): boolean {
  const required = own(schema, 'required');
  const first = Array.isArray(required) ? String(required[0]) : '';
  const value = file.entries.find(({ key }) => key.value === first)?.value;
  const type = own(propertyOf(schema, first), 'type');
  const kind = type === 'object' ? 'map' : type === 'array' ? 'list' : 'scalar';
  return value !== undefined && (value.kind === kind || value.kind === 'broken');
}

function propertyOf(schema: JsonObject, key: string): unknown {
  return own(own(schema, 'properties'), key);
}
