// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { RuleRef } from '../../model/decision.ts';
import type { Builder } from '../eval/op.ts';
import type { Condition, Value } from '../eval/frame.ts';
import type { DecisionTable, Ir, PolicyInfo, Rule, Slot } from '../table.ts';
import { ownVerdicts, type OwnVerdicts } from './verdict.ts';

/** A rule ready to run: its closures, and everything about it that does not depend on a request, made once. */
export interface CompiledRule {
  readonly index: number;
  readonly rule: Rule;
  readonly policy: PolicyInfo;
  readonly ref: RuleRef;
  readonly when: readonly Condition[];
  /** The conjuncts that are still open where the index has found the client, and their places among all. */
  readonly open: readonly Condition[];
  readonly places: readonly number[];
  readonly value: Value | undefined;
  /** The sources its condition and value read. */
  readonly sources: readonly string[];
  /** The sources its value reads. */
  readonly valueSources: readonly string[];
  /** A permit that asks for something, or limits the lifetime: it is evaluated even when another rule permits already. */
  readonly isDemanding: boolean;
  readonly verdicts: OwnVerdicts;
}

/** A compiler of rules that builds each distinct condition once. It throws ERR_TABLE_INVALID where a rule refers to what the table does not hold. */
export function createRuleCompiler(table: DecisionTable, build: Builder): (index: number) => CompiledRule {
  const conditions = new Map<number, Condition>();
  const conditionOf = (expr: number): Condition => {
    const known = conditions.get(expr);
    if (known) return known;
    const built = build.condition(irOf(table, expr));
    conditions.set(expr, built);
    return built;
  };
  return (index) => {
    const rule = table.rules[index];
    const policy = rule && table.policies[rule.policy];
    if (!rule || !policy) throw new AssayError('ERR_TABLE_INVALID', `decision table: no rule ${index}, or no policy of it`);
    const value = rule.value;
    const ref = { policy: policy.name, rule: rule.id, at: `${policy.file}:${rule.at[0]}:${rule.at[1]}` };
    const when = rule.when.map(conditionOf);
    const open = rule.when.flatMap((expr, i) => (rule.clients !== undefined && isAboutClient(table, irOf(table, expr)) ? [] : [i]));
    return {
      index,
      rule,
      policy,
      ref,
      when,
      open: open.flatMap((place) => when[place] ?? []),
      places: open,
      value: value === undefined ? undefined : build.value(irOf(table, value)),
      sources: sourcesOf(table, value === undefined ? rule.when : [...rule.when, value]),
      valueSources: value === undefined ? [] : sourcesOf(table, [value]),
      isDemanding: rule.effect === 'permit' && (rule.require !== undefined || rule.lifetime !== undefined),
      verdicts: ownVerdicts(rule, ref),
    };
  };
}

function irOf(table: DecisionTable, index: number): Ir {
  const expr = table.exprs[index];
  if (!expr) throw new AssayError('ERR_TABLE_INVALID', `decision table: no expression ${index}`);
  return expr.ir;
}

/** `client.id == "x"` or `client.id in ["x", ...]`: what the client index stands for, and never errs. */
function isAboutClient(table: DecisionTable, ir: Ir): boolean {
  const [op, first, second] = ir;
  const isClient = (operand: unknown): boolean => Array.isArray(operand) && operand[0] === 'slot' && isClientId(table.slots[operand[1] as number]); // sound: undefined for anything else
  const isLiteral = (operand: unknown, kind: string): boolean => Array.isArray(operand) && operand[0] === kind;
  if (op === 'in_list') return isClient(first) && isLiteral(second, 'list');
  return op === 'eq' && ((isClient(first) && isLiteral(second, 'str')) || (isClient(second) && isLiteral(first, 'str')));
}

const isClientId = (slot: Slot | undefined): boolean => slot?.root === 'request' && slot.path.join('.') === 'client.id';

function sourcesOf(table: DecisionTable, exprs: readonly number[]): readonly string[] {
  const names = new Set<string>();
  for (const expr of exprs) {
    for (const read of table.exprs[expr]?.reads ?? []) {
      const slot = table.slots[read];
      if (slot?.root === 'attribute' && slot.path[0] !== undefined) names.add(slot.path[0]);
    }
  }
  return [...names];
}
