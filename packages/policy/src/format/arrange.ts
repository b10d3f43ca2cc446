// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';
import { EXPRESSION_MEDIA_TYPE } from '../document/shapes.ts';
import type { Collection, Entry, LayoutNode } from './layout.ts';

/** A layout whose keys stand in the order of `schema`, one of the published ones, and whose expressions are marked as such. */
export function arranged(node: LayoutNode, schema: JsonObject): LayoutNode {
  if (node.kind === 'block') return node;
  if (node.kind === 'scalar') return isExpression(schema) ? { ...node, expression: true } : node;
  const entries = node.entries.map((entry): Entry => {
    const below = node.kind === 'map' ? memberSchema(schema, keyOf(entry)) : itemSchema(schema);
    return entry.value === undefined || below === undefined ? entry : { ...entry, value: arranged(entry.value, below) };
  });
  return { ...node, entries: node.kind === 'map' ? inOrder(entries, schema) : entries };
}

/** The text of an entry's key. */
export function keyOf({ key }: Entry): string {
  return key?.quoted ?? key?.source ?? '';
}

/** A key the schema does not know stays behind the one before it. */
function inOrder(entries: readonly Entry[], schema: JsonObject): Collection['entries'] {
  const known = variantsOf(schema).flatMap((variant) => Object.keys(objectAt(variant, 'properties') ?? {}));
  const rankOf = new Map([...new Set(known)].map((key, index) => [key, index]));
  let last = -1;
  const ranked = entries.map((entry) => ({ entry, rank: (last = rankOf.get(keyOf(entry)) ?? last) }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

function memberSchema(schema: JsonObject, key: string): JsonObject | undefined {
  for (const variant of variantsOf(schema)) {
    const found = objectAt(objectAt(variant, 'properties'), key) ?? objectAt(variant, 'additionalProperties');
    if (found !== undefined) return found;
  }
  return undefined;
}

function itemSchema(schema: JsonObject): JsonObject | undefined {
  return variantsOf(schema)
    .map((variant) => objectAt(variant, 'items'))
    .find((items) => items !== undefined);
}

function isExpression(schema: JsonObject): boolean {
  return variantsOf(schema).some((variant) => own(variant, 'contentMediaType') === EXPRESSION_MEDIA_TYPE);
}

/** A schema and those one of which has to hold beside it. */
function variantsOf(schema: JsonObject): readonly JsonObject[] {
  const branches: readonly Json[] = ['oneOf', 'anyOf'].flatMap((keyword) => {
    const listed = own(schema, keyword);
    // sound: what is an array of JSON holds JSON
    return Array.isArray(listed) ? (listed as Json[]) : [];
  });
  return [schema, ...branches.filter(isJsonObject).flatMap(variantsOf)];
}

function objectAt(schema: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = own(schema, key);
  // sound: a member of JSON is JSON
  return isObject(value) ? (value as JsonObject) : undefined;
}

const isJsonObject = (value: Json): value is JsonObject => isObject(value);
