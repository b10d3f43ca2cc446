// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';
import { EXPRESSION_MEDIA_TYPE } from './shapes.ts';

/** What a published JSON Schema says of a member of a map: of a known key, or of a key of the writer's choice. */
export function memberSchema(schema: JsonObject, key: string): JsonObject | undefined {
  for (const variant of variantsOf(schema)) {
    const found = objectAt(objectAt(variant, 'properties'), key) ?? objectAt(variant, 'additionalProperties');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What it says of the items of a list. */
export function itemSchema(schema: JsonObject): JsonObject | undefined {
  return variantsOf(schema)
    .map((variant) => objectAt(variant, 'items'))
    .find((items) => items !== undefined);
}

/** The keys it knows, in its order, with what it says of each. */
export function knownMembers(schema: JsonObject): ReadonlyMap<string, JsonObject> {
  const members = new Map<string, JsonObject>();
  for (const variant of variantsOf(schema)) {
    for (const key of Object.keys(objectAt(variant, 'properties') ?? {})) {
      const member = objectAt(objectAt(variant, 'properties'), key);
      if (member !== undefined && !members.has(key)) members.set(key, member);
    }
  }
  return members;
}

/** Whether it is the schema of an expression. */
export function isExpression(schema: JsonObject): boolean {
  return variantsOf(schema).some((variant) => own(variant, 'contentMediaType') === EXPRESSION_MEDIA_TYPE);
}

/** A schema, and those one of which has to hold beside it. */
export function variantsOf(schema: JsonObject): readonly JsonObject[] {
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
