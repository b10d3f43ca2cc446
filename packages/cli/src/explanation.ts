// SPDX-License-Identifier: Apache-2.0
import type { CompiledProject } from './compiled-project.ts';
import type { Cell, IssuanceDecision, TokenType } from '@assay/core/model';
import type { DecisionRecord, RecordedEvidence } from '@assay/core/log';
import { explain } from '@assay/core/pdp';
import type {
  ExplainedCell,
  ExplainedCondition,
  ExplainedItem,
  ExplainedRead,
  ExplainedRule,
  TablePdp,
  Truth,
} from '@assay/core/pdp';
import type { PolicySource, Project, SourceText } from '@assay/policy';
import type { Attempted } from './decide-event.ts';
import { outcomeOf, type ItemOutcome } from './item-outcome.ts';
import { variablesIn } from './variables-in.ts';

/** One attribute a condition read. `evidence` is how its source was read. */
export interface ReadAccount {
  readonly name: string;
  readonly found: ExplainedRead['found'];
  readonly value?: unknown;
  readonly source?: string;
  readonly evidence?: RecordedEvidence;
}

/** One condition: its text and place, what it came to, and what it read. `variables` are the texts behind the names it uses. */
export interface ConditionAccount {
  readonly text: string;
  readonly at: string;
  readonly result: Truth;
  readonly variables: { readonly [name: string]: string };
  readonly reads: readonly ReadAccount[];
}

/** What a rule does where its conditions hold. */
export type Effect = ExplainedRule['effect'];

export interface RuleAccount {
  readonly policy: string;
  readonly rule: string;
  readonly at: string;
  readonly effect: Effect;
  readonly result: Truth;
  readonly conditions: readonly ConditionAccount[];
  /** Of a rule that sets a claim. */
  readonly value?: ConditionAccount;
}

/** One thing that was decided, what came of it, and every rule about it. */
export interface ItemAccount extends ItemOutcome {
  readonly kind: ExplainedItem['kind'];
  readonly about: string;
  readonly audience: string;
  readonly token?: TokenType;
  /** Of an authorization detail: the place of its element in the request, from 0, and the part of it that was asked about. */
  readonly cell?: Cell & { readonly index: number };
  readonly rules: readonly RuleAccount[];
}

/** The account of a decision, for people and programs. */
export interface Account {
  /** False: the policy set does not speak of the request, and no rule was asked. */
  readonly governed: boolean;
  readonly items: readonly ItemAccount[];
  readonly sources: readonly RecordedEvidence[];
}

/** Puts together what the rules came to, their texts, and what the sources said. */
export function accountOf(attempted: Attempted, pdp: TablePdp, { compiled, project }: CompiledProject): Account {
  const { decidedOn, decision, record } = attempted;
  const { governed, evidence } = record;
  if (decidedOn === undefined) return { governed, items: [], sources: evidence };
  const { items } = explain(pdp, decidedOn.request, decidedOn.attributes);
  const texts: Texts = { source: compiled.source, project, record };
  return { governed, sources: evidence, items: items.map((item) => itemAccount(item, decision, texts)) };
}

interface Texts {
  readonly source: PolicySource;
  readonly project: Project;
  readonly record: DecisionRecord;
}

function itemAccount(item: ExplainedItem, decision: IssuanceDecision, texts: Texts): ItemAccount {
  const { kind, about, audience, token, cell, rules } = item;
  const outcome = outcomeOf(item, decision, texts.record);
  return {
    kind,
    about,
    audience,
    ...(token && { token }),
    ...(cell && { cell: placeOf(cell) }),
    ...outcome,
    rules: rules.map((rule) => ruleAccount(rule, texts)),
  };
}

const placeOf = ({ index, location, action, datatype }: ExplainedCell): NonNullable<ItemAccount['cell']> => ({
  index,
  location,
  action,
  datatype,
});

function ruleAccount({ index, ref, effect, result, conjuncts, value }: ExplainedRule, texts: Texts): RuleAccount {
  const written = texts.source.rules[index];
  const account = (condition: ExplainedCondition, text: SourceText | undefined): ConditionAccount =>
    conditionAccount(condition, text, ref, texts);
  return {
    policy: ref.policy,
    rule: ref.rule,
    at: ref.at,
    effect,
    result,
    conditions: conjuncts.map((conjunct, i) => account(conjunct, written?.conjuncts[i])),
    ...(value && { value: account(value, written?.value) }),
  };
}

function conditionAccount(
  { result, reads }: ExplainedCondition,
  written: SourceText | undefined,
  ref: ExplainedRule['ref'],
  { source, project, record }: Texts,
): ConditionAccount {
  const file = ref.at.replace(/:\d+:\d+$/, '');
  const text = written?.text ?? '';
  return {
    text,
    at: written ? `${file}:${written.at.join(':')}` : ref.at,
    result,
    variables: variablesIn(text, ref.policy, project),
    reads: reads.map((read) => readAccount(read, source, record)),
  };
}

function readAccount(
  { slot, path, found, value, source: name }: ExplainedRead,
  source: PolicySource,
  record: DecisionRecord,
): ReadAccount {
  const evidence = record.evidence.find((entry) => entry.source === name);
  return {
    name: source.slots[slot] ?? path.join('.'),
    found,
    ...(value === undefined ? {} : { value }),
    ...(name === undefined ? {} : { source: name }),
    ...(evidence && { evidence }),
  };
}
