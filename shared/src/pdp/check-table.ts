// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../errors/index.ts';
import {
  either,
  isIndex,
  isScalar,
  isSeconds,
  isText,
  list,
  members,
  oneOf,
  optional,
  shape,
  type Check,
} from '../model/checks.ts';
import { isObject } from '../model/json.ts';
import { isSlotType } from './eval/slot-types.ts';
import type { DecisionTable } from './table.ts';
import { MAX_CONJUNCTS } from './trace.ts';

const indexes = list(isIndex);
const strings = list(isText);

const TABLE: Readonly<Record<keyof DecisionTable, Check>> = {
  version: isIndex,
  name: isText,
  strings,
  lists: list(indexes),
  slots: list(shape({ root: oneOf('request', 'attribute', 'bound'), path: strings, type: isSlotType })),
  variables: list(shape({ policy: isIndex, library: optional(isText), name: isText, expr: isIndex })),
  exprs: list(Array.isArray),
  reads: list(indexes),
  policies: list(
    shape({
      name: isText,
      owner: isText,
      file: isText,
      audiences: optional(strings),
      clients: optional(strings),
    }),
  ),
  rules: list(
    shape({
      policy: optional(isIndex),
      id: isText,
      at: (value) => Array.isArray(value) && value.length === 2 && value.every(isIndex),
      effect: optional(oneOf('deny', 'request', 'consent', 'set', 'remove', 'limit')),
      when: (value) => indexes(value) && (value as unknown[]).length <= MAX_CONJUNCTS, // sound: it is a list
      reason: optional(isText),
      clients: optional(isIndex),
      tokens: optional(strings),
      grants: optional(strings),
      value: optional(isIndex),
      lifetime: optional(isSeconds),
      require: optional(list(shape({ type: isText, properties: members(isScalar) }))),
      limit: optional(list(shape({ path: strings, value: isIndex, integer: optional(oneOf(true)) }))),
    }),
  ),
  gates: indexes,
  scopes: members(indexes),
  dynamic: list(
    shape({
      pattern: isText,
      parts: strings,
      types: optional(list(either(oneOf('int', 'uuid', 'date', null), strings))),
      rules: indexes,
    }),
  ),
  claims: members(indexes),
  details: members(indexes),
  detailMembers: optional(
    members(
      list(
        shape({
          path: strings,
          type: isSlotType,
          required: optional(oneOf(true)),
          values: optional(list(either(isScalar, oneOf(true, false)))),
          range: optional(members((value) => typeof value === 'number')),
        }),
      ),
    ),
  ),
  lifetime: indexes,
  groups: optional(indexes),
  roles: optional(indexes),
  parameters: strings,
  governance: shape({
    audiences: optional(strings),
    clients: optional(strings),
    scopes: optional(strings),
    outside: oneOf('pass', 'deny'),
    mode: oneOf('enforce', 'observe'),
    otherMode: optional(shape({ audiences: optional(strings), clients: optional(strings) })),
    unlistedClaims: oneOf('keep', 'remove'),
    unlistedGroups: optional(oneOf('remove')),
    unlistedRoles: optional(oneOf('remove')),
  }),
};

const SECTIONS = ['gates', 'lifetime', 'groups', 'roles'] as const;
const GROUPS = ['scopes', 'claims', 'details'] as const;

/** The value as a decision table: every member of the shape this version has, every section's rules there. Throws ERR_TABLE_INVALID naming the member. */
export function checkTable(value: unknown): DecisionTable {
  for (const [member, check] of Object.entries(TABLE)) {
    const found = isObject(value) && Object.hasOwn(value, member) ? value[member] : undefined;
    if (!check(found))
      throw new AssayError('ERR_TABLE_INVALID', `decision table: \`${member}\` is not what it should be`);
  }
  const table = value as DecisionTable; // sound: every member was checked
  for (const section of SECTIONS) checkRules(table, section, table[section] ?? []);
  for (const group of GROUPS) for (const rules of Object.values(table[group])) checkRules(table, group, rules);
  for (const { rules } of table.dynamic) checkRules(table, 'dynamic', rules);
  return table;
}

function checkRules(table: DecisionTable, section: string, rules: readonly number[]): void {
  const missing = rules.find((rule) => rule >= table.rules.length);
  if (missing !== undefined)
    throw new AssayError(
      'ERR_TABLE_INVALID',
      `decision table: \`${section}\` names rule ${missing}, which is not there`,
    );
}
