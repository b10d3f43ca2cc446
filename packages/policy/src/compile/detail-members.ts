// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';
import type { DecisionTable, DetailMember } from '@assay/core/pdp';
import type { JsonSchema } from '../document/project.ts';
import { typeOfSchema } from '../expression/schema-type.ts';
import { slotTypeOf } from './slot-type.ts';

/**
 * What the run time checks of authorization details before their rules are asked: of each member that rules of a type read or limit, what the
 * schema of the project says of its type, whether it has to be there, which values it can have, and between which numbers it lies.
 */
export function detailMembersOf(
  { details, rules, reads, slots }: Pick<DecisionTable, 'details' | 'rules' | 'reads' | 'slots'>,
  schemas: { readonly [type: string]: JsonSchema },
): NonNullable<DecisionTable['detailMembers']> {
  const declared = Object.entries(details).flatMap(([type, indexes]): [string, readonly DetailMember[]][] => {
    const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
    if (schema === undefined) return [];
    const paths = new Map<string, readonly string[]>();
    for (const rule of indexes.flatMap((index) => rules[index] ?? [])) {
      const limits = rule.limit ?? [];
      for (const { path } of limits) paths.set(JSON.stringify(path), path);
      for (const expr of [...rule.when, ...limits.map(({ value }) => value)])
        for (const slot of reads[expr] ?? []) {
          const { root, path: [first, ...rest] = [] } = slots[slot] ?? {};
          if (root === 'bound' && first === 'detail' && rest.length > 0) paths.set(JSON.stringify(rest), rest);
        }
    }
    const members = [...paths.values()].flatMap((path) => memberOf(schema, path) ?? []);
    return members.length === 0 ? [] : [[type, members]];
  });
  return Object.fromEntries(declared);
}

/** What a schema says of the member at a path; undefined where it does not name it. */
function memberOf(schema: JsonSchema, path: readonly string[]): DetailMember | undefined {
  let at: unknown = schema;
  let isRequired = true;
  for (const step of path) {
    const required = own(at, 'required');
    isRequired &&= Array.isArray(required) && required.includes(step);
    at = own(own(at, 'properties'), step);
    if (!isObject(at)) return undefined;
  }
  const member = at as JsonObject; // sound: a part of a JSON Schema is JSON
  const values = valuesOf(member);
  const range = rangeOf(member);
  return {
    path,
    type: slotTypeOf(typeOfSchema(member, schema)),
    ...(isRequired && { required: true }),
    ...(values && { values }),
    ...(range && { range }),
  };
}

function valuesOf(member: JsonObject): DetailMember['values'] {
  const values = own(member, 'enum') ?? (Object.hasOwn(member, 'const') ? [member['const']] : undefined);
  const isScalar = (value: Json): value is string | number | boolean => value !== null && typeof value !== 'object';
  return Array.isArray(values) && values.every(isScalar) ? values : undefined;
}

const RANGE = { minimum: 'min', maximum: 'max', exclusiveMinimum: 'above', exclusiveMaximum: 'below' } as const;

function rangeOf(member: JsonObject): DetailMember['range'] {
  const bounds = Object.entries(RANGE).flatMap(([keyword, name]) => {
    const bound = own(member, keyword);
    return typeof bound === 'number' ? [[name, bound] as const] : [];
  });
  return bounds.length === 0 ? undefined : Object.fromEntries(bounds);
}
