// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@assay/core/log';
import type { DecisionTable, Ir, Rule } from '@assay/core/pdp';

/** A rule of a table by what it is about. */
export interface MeantRule {
  /** `payments scopes payments/write reviewer`: the same rule of another table has the same. */
  readonly key: string;
  readonly policy: string;
  readonly section: string;
  /** The scope, claim or type; empty where the section has none. */
  readonly about: string;
  readonly rule: string;
  /** `file:line:column`. */
  readonly at: string;
  /** All it says, as text: the same for the same rule, wherever it stands and however it is laid out. */
  readonly meaning: string;
}

/** Every rule of a table, in its order. */
export function rulesIn(table: DecisionTable): readonly MeantRule[] {
  const met = new Map<string, number>();
  return placesOf(table).map(({ section, about, index }) => {
    const rule = table.rules[index]!; // sound: the table was checked when it was opened, here and below
    const { name, file, audiences, clients } = table.policies[rule.policy ?? 0]!;
    const place = JSON.stringify([name, section, about, rule.id]);
    const before = met.get(place) ?? 0;
    met.set(place, before + 1);
    return {
      key: before === 0 ? place : `${place} ${before}`,
      policy: name,
      section,
      about,
      rule: rule.id,
      at: `${file}:${rule.at.join(':')}`,
      meaning: canonicalJson({ rule: meaningOf(rule, table), audiences, clients }),
    };
  });
}

interface Place {
  readonly section: string;
  readonly about: string;
  readonly index: number;
}

function placesOf(table: DecisionTable): readonly Place[] {
  const { gates, scopes, dynamic, claims, details, lifetime, groups = [], roles = [] } = table;
  const plain = (section: string, rules: readonly number[]): readonly Place[] =>
    rules.map((index) => ({ section, about: '', index }));
  const by = (section: string, rules: Readonly<Record<string, readonly number[]>>): readonly Place[] =>
    Object.entries(rules).flatMap(([about, indexes]) => indexes.map((index) => ({ section, about, index })));
  return [
    ...plain('gates', gates),
    ...by('scopes', scopes),
    ...dynamic.flatMap(({ pattern, rules }) => rules.map((index) => ({ section: 'scopes', about: pattern, index }))),
    ...by('claims', claims),
    ...by('authorization_details', details),
    ...plain('groups', groups),
    ...plain('roles', roles),
    ...plain('lifetime', lifetime),
  ];
}

function meaningOf(rule: Rule, table: DecisionTable): unknown {
  // where it stands is not what it says, and `clients` is an index made of the condition
  const { policy: _policy, at: _at, clients: _clients, when, value, limit, ...rest } = rule;
  const resolve = (expr: number): unknown => resolved(table.exprs[expr]!, table, 0);
  return {
    ...rest,
    when: when.map(resolve),
    ...(value !== undefined && { value: resolve(value) }),
    ...(limit && { limit: limit.map((each) => ({ ...each, value: resolve(each.value) })) }),
  };
}

const DEEPEST = 200;

/** What a number among the operands of an operator refers to, where it is no string. */
const POOLS: Readonly<Record<string, (index: number, table: DecisionTable, depth: number) => unknown>> = {
  list: (index, { lists, strings }) => lists[index]?.map((at) => strings[at]),
  slot: (index, { slots }) => slots[index],
  has: (index, { slots }) => slots[index],
  has_any: (index, { slots }) => slots[index],
  var: (index, table, depth) => {
    const expr = table.exprs[table.variables[index]?.expr ?? -1];
    return expr === undefined || depth > DEEPEST ? undefined : resolved(expr, table, depth);
  },
  num: Number,
  // places of variables a macro binds
  fold: Number,
  local: Number,
};

const inStrings = (index: number, { strings }: DecisionTable): unknown => strings[index];

/** An expression with what its numbers stand for in their place. */
function resolved(ir: Ir, table: DecisionTable, depth: number): unknown {
  const [op, ...operands] = ir;
  const pool = (Object.hasOwn(POOLS, op) ? POOLS[op] : undefined) ?? inStrings;
  return [
    op,
    ...operands.map((operand): unknown => {
      if (Array.isArray(operand)) return resolved(operand as Ir, table, depth + 1); // sound: a list among operands is an expression
      return typeof operand === 'number' ? (pool(operand, table, depth + 1) ?? null) : operand;
    }),
  ];
}
