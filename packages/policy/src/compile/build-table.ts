// SPDX-License-Identifier: Apache-2.0
import {
  TABLE_VERSION,
  type DecisionTable,
  type DynamicScope,
  type PolicyInfo,
  type Requirement,
  type Rule,
  type Slot,
} from '@assay/core/pdp';
import { lineIndex, positionOf, type LineIndex } from '../diagnostics/line-index.ts';
import type { Project } from '../document/project.ts';
import { detailMembersOf } from './detail-members.ts';
import type { PolicyDraft, RuleDraft, Section } from './draft.ts';
import type { SharedVariables } from './libraries.ts';
import { scopeNameOf } from './scope-forms.ts';
import { bySpecificity } from './scope-order.ts';
import { listOf } from './pools.ts';
import { createTableBuilder, type TableBuilder } from './table-builder.ts';

/** A table, and the drafts its rules were made of, by index. */
export interface BuiltTable {
  readonly table: DecisionTable;
  readonly drafts: readonly RuleDraft[];
  readonly depth: (expr: number) => number;
}

/** The table of policies that have no mistakes. The same policies always give the same table. */
export function buildTable(project: Project, policies: readonly PolicyDraft[], shared: SharedVariables): BuiltTable {
  const builder = createTableBuilder(
    policies.map(({ variables }) => variables),
    shared,
  );
  const lines = new Map([...project.files].map(([file, text]) => [file, lineIndex(text)]));
  const drafts = policies.flatMap(({ rules }, policy) => rules.map((draft) => ({ draft, policy })));
  const rules = drafts.map(({ draft, policy }) => ruleOf(draft, policy, builder, lines));
  const sections = indexSections(drafts.map(({ draft }) => draft.section));
  const { strings, lists, slots, exprs } = builder.pools;
  const { reads } = builder;
  const detailMembers = detailMembersOf({ ...sections, rules, reads, slots: slots.items }, project.inputs.details);
  return {
    drafts: drafts.map(({ draft }) => draft),
    depth: builder.depth,
    table: {
      version: TABLE_VERSION,
      name: project.name,
      strings: strings.items,
      lists: lists.items,
      slots: slots.items,
      variables: builder.variables,
      exprs: exprs.items,
      reads,
      policies: policies.map(({ document }) => policyInfo(document)),
      rules,
      ...sections,
      ...(Object.keys(detailMembers).length > 0 && { detailMembers }),
      parameters: parametersOf(slots.items, project),
      governance: project.governance,
    },
  };
}

function policyInfo({ name, owner, file, applies }: PolicyDraft['document']): PolicyInfo {
  return {
    name: name.value,
    owner: owner.value,
    file,
    ...(applies?.audiences && { audiences: applies.audiences.map(({ value }) => value) }),
    ...(applies?.clients && { clients: applies.clients.map(({ value }) => value) }),
  };
}

function ruleOf(draft: RuleDraft, policy: number, builder: TableBuilder, lines: ReadonlyMap<string, LineIndex>): Rule {
  const { node, effect } = draft;
  const index = lines.get(node.span.file);
  const { line, column } = index ? positionOf(index, node.span.start) : { line: 1, column: 1 };
  const when = draft.conjuncts.map(({ typed }) => builder.add(typed, policy));
  const value = draft.value && builder.add(draft.value.typed, policy);
  const limit = draft.limits?.map(({ path, typed, isInteger }) => ({
    path,
    value: builder.add(typed, policy),
    ...(isInteger && { integer: true as const }),
  }));
  const seconds = effect === 'limit' ? node.max : node.lifetime;
  return {
    ...(policy !== 0 && { policy }),
    id: node.id.value,
    at: [line, column],
    ...(effect !== 'permit' && { effect }),
    when,
    ...(node.reason && { reason: node.reason.value }),
    ...(draft.clients && { clients: listOf(draft.clients, builder.pools) }),
    ...(node.tokens && { tokens: node.tokens.map((token) => token.value) }),
    ...(node.grants && { grants: node.grants.map((grant) => grant.value) }),
    ...(value !== undefined && { value }),
    ...(seconds && { lifetime: seconds.value }),
    ...(limit && { limit }),
    ...(effect === 'consent'
      ? { require: [CONSENT] }
      : node.require && { require: node.require.map((requirement) => requirement.value) }),
  };
}

/** What a `consent` rule asks for. */
const CONSENT: Requirement = { type: 'consent', properties: {} };

type Sections = Pick<
  DecisionTable,
  'gates' | 'scopes' | 'dynamic' | 'claims' | 'details' | 'lifetime' | 'groups' | 'roles'
>;

/** Where each rule belongs, by its index. */
function indexSections(sections: readonly Section[]): Sections {
  const lists = {
    gates: [] as number[],
    lifetime: [] as number[],
    groups: [] as number[],
    roles: [] as number[],
  };
  const maps = {
    scopes: new Map<string, number[]>(),
    claims: new Map<string, number[]>(),
    details: new Map<string, number[]>(),
  };
  sections.forEach(({ kind, name }, rule) => {
    if (kind !== 'scopes' && kind !== 'claims' && kind !== 'details') {
      lists[kind].push(rule);
      return;
    }
    const entries = maps[kind];
    const known = entries.get(name ?? '');
    if (known) known.push(rule);
    else entries.set(name ?? '', [rule]);
  });
  const scopes = [...maps.scopes].map(([pattern, rules]): DynamicScope => {
    const { parts, types } = scopeNameOf(pattern);
    return { pattern, parts, ...(types.some((type) => type !== null) && { types }), rules };
  });
  const { groups, roles, ...always } = lists;
  return {
    ...always,
    ...(groups.length > 0 && { groups }),
    ...(roles.length > 0 && { roles }),
    scopes: Object.fromEntries(
      scopes.filter(({ parts }) => parts.length === 1).map(({ pattern, rules }) => [pattern, rules]),
    ),
    dynamic: scopes.filter(({ parts }) => parts.length > 1).toSorted(bySpecificity),
    claims: Object.fromEntries(maps.claims),
    details: Object.fromEntries(maps.details),
  };
}

/** The request parameters that are read; where all of them are read at once, those the project declares. */
function parametersOf(slots: readonly Slot[], project: Project): readonly string[] {
  const read = slots.filter(
    ({ root, path }) => root === 'request' && path[0] === 'context' && path[1] === 'parameters',
  );
  const declared = Object.keys(Object(project.inputs.parameters?.['properties']));
  return [...new Set(read.flatMap(({ path: [, , name] }) => name ?? declared))].toSorted();
}
