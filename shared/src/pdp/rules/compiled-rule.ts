// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { RuleRef } from '../../model/decision.ts';
import type { Builder } from '../eval/op.ts';
import type { Condition, Value } from '../eval/frame.ts';
import type { DecisionTable, Ir, PolicyInfo, Rule, Slot } from '../table.ts';
import { NO, YES } from '../eval/tri.ts';
import { traceCode } from '../trace.ts';
import { ownVerdicts, type OwnVerdicts } from './verdict.ts';

/** A rule ready to run: its closures, and everything about it that does not depend on a request, made once. */
export interface CompiledRule {
  readonly index: number;
  readonly rule: Rule;
  readonly effect: NonNullable<Rule['effect']> | 'permit';
  readonly policy: PolicyInfo;
  readonly ref: RuleRef;
  /** The only clients it can hold for, as places in the string pool. */
  readonly clients: readonly number[] | undefined;
  readonly when: readonly Condition[];
  /** The conjuncts that are still open where the index has found the client, and their places among all. */
  readonly open: readonly Condition[];
  readonly places: readonly number[];
  /** The trace codes of the open conjuncts, should one not hold; and of the rule, should it hold. */
  readonly failed: readonly number[];
  readonly held: number;
  readonly value: Value | undefined;
  /** Of a permit of authorization details: what it limits members to. */
  readonly limits: readonly { readonly path: readonly string[]; readonly value: Value; readonly isInteger: boolean }[];
  /** The sources its condition and value read. */
  readonly sources: readonly string[];
  /** The sources its value reads. */
  readonly valueSources: readonly string[];
  /** A permit that asks for something, or limits the lifetime or a member: it is evaluated even when another rule permits already. */
  readonly isDemanding: boolean;
  readonly verdicts: OwnVerdicts;
}

/** A compiler of rules that builds each rule and each distinct condition once, when first asked for. It throws ERR_TABLE_INVALID where a rule refers to what the table does not hold. */
export function createRuleCompiler(table: DecisionTable, build: Builder): (index: number) => CompiledRule {
  const compiled: CompiledRule[] = [];
  const conditions: Condition[] = [];
  const conditionOf = (expr: number): Condition => (conditions[expr] ??= build.condition(at(table.exprs, expr)));
  const compile = (index: number): CompiledRule => {
    const rule = at(table.rules, index);
    const { when, value, limit = [], effect = 'permit' } = rule;
    const policy = at(table.policies, rule.policy ?? 0);
    const ref = { policy: policy.name, rule: rule.id, at: `${policy.file}:${rule.at[0]}:${rule.at[1]}` };
    const conditionsOfRule = when.map(conditionOf);
    const places = when.flatMap((expr, place) =>
      rule.clients !== undefined && isAboutClient(table, at(table.exprs, expr)) ? [] : [place],
    );
    return {
      index,
      rule,
      effect,
      policy,
      ref,
      clients: rule.clients === undefined ? undefined : at(table.lists, rule.clients),
      when: conditionsOfRule,
      open: places.flatMap((place) => conditionsOfRule[place] ?? []),
      places,
      failed: places.map((place) => traceCode(index, place, NO)),
      held: traceCode(index, 0, YES),
      value: value === undefined ? undefined : build.value(at(table.exprs, value)),
      limits: limit.map((entry) => ({
        path: entry.path,
        value: build.value(at(table.exprs, entry.value)),
        isInteger: entry.integer === true,
      })),
      sources: sourcesOf(table, [
        ...when,
        ...(value === undefined ? [] : [value]),
        ...limit.map((entry) => entry.value),
      ]),
      valueSources: value === undefined ? [] : sourcesOf(table, [value]),
      isDemanding:
        effect === 'permit' && (rule.require !== undefined || rule.lifetime !== undefined || limit.length > 0),
      verdicts: ownVerdicts(rule, ref),
    };
  };
  return (index) => (compiled[index] ??= compile(index));
}

function at<T>(pool: readonly T[], index: number): T {
  const entry = pool[index];
  if (entry === undefined)
    throw new AssayError('ERR_TABLE_INVALID', `decision table: a rule refers to something that is not there: ${index}`);
  return entry;
}

/** `client.id == "x"` or `client.id in ["x", ...]`: what the client index stands for, and never errs. */
function isAboutClient({ slots }: DecisionTable, [op, first, second]: Ir): boolean {
  const isA = (operand: unknown, kind: string): operand is Ir => Array.isArray(operand) && operand[0] === kind;
  const isClient = (operand: unknown): boolean => isA(operand, 'slot') && isClientId(slots[Number(operand[1])]);
  if (op === 'in_list') return isClient(first) && isA(second, 'list');
  return op === 'eq' && ((isClient(first) && isA(second, 'str')) || (isClient(second) && isA(first, 'str')));
}

const isClientId = (slot: Slot | undefined): boolean => slot?.root === 'request' && slot.path.join('.') === 'client.id';

function sourcesOf({ reads, slots }: DecisionTable, exprs: readonly number[]): readonly string[] {
  const names = new Set<string>();
  for (const expr of exprs) {
    for (const read of reads[expr] ?? []) {
      const slot = slots[read];
      if (slot?.root === 'attribute' && slot.path[0] !== undefined) names.add(slot.path[0]);
    }
  }
  return [...names];
}
