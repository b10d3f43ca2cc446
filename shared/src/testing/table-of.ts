// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../log/canonical.ts';
import type { TokenType, GrantType } from '../model/request.ts';
import { openTable } from '../pdp/open-table.ts';
import { createTablePdp, type TablePdp } from '../pdp/table-pdp.ts';
import {
  TABLE_VERSION,
  type DecisionTable,
  type DynamicScope,
  type Governance,
  type Ir,
  type Limit,
  type PolicyInfo,
  type Requirement,
  type Rule,
  type Slot,
  type SlotType,
} from '../pdp/table.ts';
import { testDigest } from './digest.ts';

/** The pools of a table being written. */
export interface Pools {
  readonly text: (value: string) => number;
  readonly list: (values: readonly string[]) => number;
  readonly slot: (slot: Slot) => number;
  readonly variable: (name: string) => number;
}

/** An expression not yet in a table. */
export type Draft = (pools: Pools) => Ir;

export const str =
  (value: string): Draft =>
  (pools) => ['str', pools.text(value)];
export const num =
  (value: number): Draft =>
  () => ['num', value];
export const bool =
  (value: boolean): Draft =>
  () => ['bool', value];
export const nothing: Draft = () => ['null'];
export const list =
  (...values: readonly (string | number)[]): Draft =>
  (pools) => {
    const texts = values.filter((value) => typeof value === 'string');
    return texts.length === values.length
      ? ['list', pools.list(texts)]
      : ['make_list', ...values.map((value) => (typeof value === 'string' ? str(value) : num(value))(pools))];
  };
/** An attribute by its path (`iga.status`), and what it has to be. */
export const read =
  (path: string, type: SlotType, root: Slot['root'] = 'attribute'): Draft =>
  (pools) => ['slot', pools.slot({ root, path: path.split('.'), type })];
export const has =
  (path: string, root: Slot['root'] = 'attribute'): Draft =>
  (pools) => ['has', pools.slot({ root, path: path.split('.'), type: 'dyn' })];
export const variable =
  (name: string): Draft =>
  (pools) => ['var', pools.variable(name)];
export const field =
  (object: Draft, name: string, op: 'field' | 'has_field' = 'field'): Draft =>
  (pools) => [op, object(pools), pools.text(name)];
export const op =
  (name: string, ...operands: readonly Draft[]): Draft =>
  (pools) => [name, ...operands.map((operand) => operand(pools))];

/** A rule not yet in a table. `about` is `gate`, `lifetime`, `groups`, `roles`, or the scope (with braces: a dynamic one), claim or type of detail. */
export interface RuleDraft {
  readonly about:
    | 'gate'
    | 'lifetime'
    | 'groups'
    | 'roles'
    | { readonly scope: string }
    | { readonly claim: string }
    | { readonly detail: string };
  readonly id: string;
  readonly effect: NonNullable<Rule['effect']> | 'permit';
  readonly when?: readonly Draft[];
  readonly value?: Draft;
  /** The index of its policy; the first, where absent. */
  readonly policy?: number;
  readonly reason?: string;
  readonly clients?: readonly string[];
  readonly tokens?: readonly TokenType[];
  readonly grants?: readonly GrantType[];
  readonly lifetime?: number;
  readonly require?: readonly Requirement[];
  readonly limit?: readonly (Omit<Limit, 'value'> & { readonly value: Draft })[];
}

export interface TableDraft {
  readonly rules?: readonly RuleDraft[];
  readonly variables?: Readonly<Record<string, Draft>>;
  readonly policies?: readonly PolicyInfo[];
  readonly governance?: Partial<Governance>;
  readonly parameters?: readonly string[];
  readonly detailMembers?: DecisionTable['detailMembers'];
}

export const POLICY: PolicyInfo = { name: 'test', owner: 'test@example.com', file: 'test.yaml' };

/** A decision table without the compiler: rule number n stands in line n + 1 of its policy. */
export function tableOf({
  rules = [],
  variables = {},
  policies = [POLICY],
  governance = {},
  parameters = [],
  detailMembers,
}: TableDraft): DecisionTable {
  const strings: string[] = [];
  const lists: (readonly number[])[] = [];
  const slots: Slot[] = [];
  const exprs: Ir[] = [];
  const reads: (readonly number[])[] = [];
  const names = Object.keys(variables);
  const variablePool: { policy: number; name: string; expr: number }[] = [];
  const pool = <T>(items: T[], item: T): number => {
    const text = JSON.stringify(item);
    const known = items.findIndex((other) => JSON.stringify(other) === text);
    return known >= 0 ? known : items.push(item) - 1;
  };
  const pools: Pools = {
    text: (value) => pool(strings, value),
    list: (values) => pool(lists, values.map(pools.text)),
    slot: (slot) => pool(slots, slot),
    variable: (name) => names.indexOf(name),
  };
  const readsOf = (ir: Ir): readonly number[] => {
    const [name, first] = ir;
    if ((name === 'slot' || name === 'has') && typeof first === 'number') return [first];
    if (name === 'var' && typeof first === 'number') return reads[variablePool[first]?.expr ?? -1] ?? [];
    return ir.flatMap((part) => (Array.isArray(part) ? readsOf(part as Ir) : [])); // sound: an operand that is a list is an expression
  };
  const add = (draft: Draft): number => {
    const ir = draft(pools);
    reads.push([...new Set(readsOf(ir))]);
    return exprs.push(ir) - 1;
  };
  for (const [name, draft] of Object.entries(variables)) variablePool.push({ policy: 0, name, expr: add(draft) });
  const sections = {
    gates: [] as number[],
    lifetime: [] as number[],
    groups: [] as number[],
    roles: [] as number[],
    scopes: {} as Record<string, number[]>,
    claims: {} as Record<string, number[]>,
    details: {} as Record<string, number[]>,
  };
  const dynamic = new Map<string, number[]>();
  const compiled = rules.map((draft, index): Rule => {
    const { about, when = [], value, effect, clients, limit, ...rest } = draft;
    if (about === 'gate') sections.gates.push(index);
    else if (about === 'lifetime' || about === 'groups' || about === 'roles') sections[about].push(index);
    else if ('claim' in about) (sections.claims[about.claim] ??= []).push(index);
    else if ('detail' in about) (sections.details[about.detail] ??= []).push(index);
    else if (about.scope.includes('{')) dynamic.set(about.scope, [...(dynamic.get(about.scope) ?? []), index]);
    else (sections.scopes[about.scope] ??= []).push(index);
    return {
      ...rest,
      at: [index + 1, 1],
      when: when.map(add),
      ...(effect === 'permit' ? {} : { effect }),
      ...(clients ? { clients: pools.list(clients) } : {}),
      ...(value ? { value: add(value) } : {}),
      ...(limit ? { limit: limit.map((entry) => ({ ...entry, value: add(entry.value) })) } : {}),
    };
  });
  return {
    version: TABLE_VERSION,
    name: 'test',
    strings,
    lists,
    slots,
    variables: variablePool,
    exprs,
    reads,
    policies,
    rules: compiled,
    ...without(sections),
    ...(detailMembers ? { detailMembers } : {}),
    dynamic: [...dynamic].map(([pattern, indexes]): DynamicScope => ({
      pattern,
      parts: pattern.split(/[{}]/),
      rules: indexes,
    })),
    parameters,
    governance: { outside: 'pass', mode: 'enforce', unlistedClaims: 'keep', ...governance },
  };
}

/** The sections, but for those a table leaves out where they are empty. */
function without<T extends { readonly groups: readonly number[]; readonly roles: readonly number[] }>({
  groups,
  roles,
  ...rest
}: T): Omit<T, 'groups' | 'roles'> & Pick<DecisionTable, 'groups' | 'roles'> {
  return { ...rest, ...(groups.length > 0 ? { groups } : {}), ...(roles.length > 0 ? { roles } : {}) };
}

/** The text of a table's artefact, with the digest of the tests. */
export function artefactOf(table: unknown): string {
  const canonical = canonicalJson(table);
  return `{"digest":"sha256-${testDigest(canonical)}","table":${canonical}}`;
}

/** A PDP over a table without the compiler. */
export function pdpOf(draft: TableDraft | DecisionTable): TablePdp {
  return createTablePdp(openTable(artefactOf('version' in draft ? draft : tableOf(draft)), testDigest));
}
