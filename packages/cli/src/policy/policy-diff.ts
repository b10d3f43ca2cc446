// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@assay/core/log';
import type { Governance } from '@assay/core/pdp';
import { ruleText } from '@assay/log/ask';
import type { PolicySet } from '../replay/policy-set.ts';
import { variablesIn } from '../variables-in.ts';
import { rulesIn, type MeantRule } from './meaning.ts';

/** A rule that is not in both policy sets, or says something else. */
export interface RuleChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly policy: string;
  readonly section: string;
  readonly about: string;
  readonly rule: string;
  readonly at: string;
  /** As written, with the variables it reads; absent where only a table is known, or there is no such rule. */
  readonly before?: string;
  readonly after?: string;
}

/** A part of a project that is not as it was, by its name. */
export interface PartChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

export interface PolicyDiff {
  readonly rules: readonly RuleChange[];
  /** Members of `governs`, `mode` and what happens to what is not listed. */
  readonly governance: readonly PartChange[];
  readonly sources: readonly PartChange[];
  readonly targets: readonly PartChange[];
  /** Owners of policies, by policy. */
  readonly owners: readonly PartChange[];
}

/** What turns one policy set into another. Layout, comments and the order of rules are no difference. */
export function policyDiff(before: PolicySet, after: PolicySet): PolicyDiff {
  return {
    rules: ruleChanges(before, after),
    governance: partChanges(governanceOf(before), governanceOf(after)),
    sources: partChanges(sourcesOf(before), sourcesOf(after)),
    targets: partChanges(
      before.targets.map(({ name, settings }) => [name, settings]),
      after.targets.map(({ name, settings }) => [name, settings]),
    ),
    owners: partChanges(
      before.table.policies.map(({ name, owner }) => [name, owner]),
      after.table.policies.map(({ name, owner }) => [name, owner]),
    ),
  };
}

function ruleChanges(before: PolicySet, after: PolicySet): readonly RuleChange[] {
  const old = new Map(rulesIn(before.table).map((rule) => [rule.key, rule]));
  const now = new Map(rulesIn(after.table).map((rule) => [rule.key, rule]));
  const changed = [...now.values()].flatMap((rule): readonly RuleChange[] => {
    const known = old.get(rule.key);
    if (known?.meaning === rule.meaning) return [];
    return [changeOf(known, rule, before, after)];
  });
  const removed = [...old.values()]
    .filter(({ key }) => !now.has(key))
    .map((rule) => changeOf(rule, undefined, before, after));
  return [...changed, ...removed];
}

function changeOf(
  old: MeantRule | undefined,
  now: MeantRule | undefined,
  before: PolicySet,
  after: PolicySet,
): RuleChange {
  const { policy, section, about, rule, at } = (now ?? old)!; // sound: one of the two is there
  // whom its policy speaks of is told where that is what changed
  const isNarrowed = old && now && canonicalJson(appliesTo(old, before)) !== canonicalJson(appliesTo(now, after));
  const oldText = old && textOf(old, before, isNarrowed);
  const newText = now && textOf(now, after, isNarrowed);
  return {
    change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
    policy,
    section,
    about,
    rule,
    at,
    ...(oldText !== undefined && { before: oldText }),
    ...(newText !== undefined && { after: newText }),
  };
}

/** A rule as written, and below it the variables it reads, and to whom its policy applies: what it says depends on them. */
function textOf(rule: MeantRule, set: PolicySet, isNarrowed = false): string | undefined {
  const { files, project } = set;
  const text = files && ruleText(rule, files, Infinity);
  if (text === undefined) return undefined;
  const variables = project ? Object.entries(variablesIn(text, rule.policy, project)) : [];
  const applies = isNarrowed ? Object.entries(appliesTo(rule, set)) : [];
  return [
    text,
    ...variables.map(([name, value]) => `# variables.${name}: ${value}`),
    ...applies.map(([name, list]) => `# applies to ${name}: ${JSON.stringify(list)}`),
    '',
  ].join('\n');
}

function appliesTo({ policy }: MeantRule, { table }: PolicySet): object {
  const { audiences, clients } = table.policies.find(({ name }) => name === policy) ?? {};
  return { ...(audiences && { audiences }), ...(clients && { clients }) };
}

type Parts = readonly (readonly [name: string, value: unknown])[];

function partChanges(before: Parts, after: Parts): readonly PartChange[] {
  const old = new Map(before.map(([name, value]) => [name, canonicalJson(value)]));
  const now = new Map(after.map(([name, value]) => [name, canonicalJson(value)]));
  const names = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return names.flatMap((name): readonly PartChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was === is) return [];
    return [
      {
        change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
        name,
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      },
    ];
  });
}

const governanceOf = ({ table }: PolicySet): Parts =>
  Object.entries(table.governance satisfies Governance).filter(([, value]) => value !== undefined);

/** What a source is, without where that was written; none where only a table is known. */
const sourcesOf = ({ project }: PolicySet): Parts =>
  (project?.sources ?? []).map(({ name, schemaSpan: _, ...source }) => [
    name.value,
    'file' in source ? { ...source, file: source.file.value } : source,
  ]);
