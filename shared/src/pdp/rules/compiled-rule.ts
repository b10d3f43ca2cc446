// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { Reason, RuleRef } from '../../model/decision.ts';
import type { Builder } from '../eval/op.ts';
import type { Condition, Value } from '../eval/frame.ts';
import type { DecisionTable, PolicyInfo, Rule } from '../table.ts';

/** A rule ready to run: its closures, and everything about it that does not depend on a request, made once. */
export interface CompiledRule {
  readonly index: number;
  readonly rule: Rule;
  readonly policy: PolicyInfo;
  readonly ref: RuleRef;
  readonly when: readonly Condition[];
  readonly value: Value | undefined;
  /** The sources its condition and value read. */
  readonly sources: readonly string[];
  /** The sources its value reads. */
  readonly valueSources: readonly string[];
  /** A permit that asks for something, or limits the lifetime: it is evaluated even when another rule permits already. */
  readonly isDemanding: boolean;
  readonly denied: Reason;
  readonly deniedOnError: Reason;
  readonly notPermitted: Reason;
}

/** The rule `index` of the table as closures. Throws ERR_TABLE_INVALID where it refers to what the table does not hold. */
export function compileRule(table: DecisionTable, index: number, build: Builder): CompiledRule {
  const rule = table.rules[index];
  const policy = rule && table.policies[rule.policy];
  if (!rule || !policy) throw new AssayError('ERR_TABLE_INVALID', `decision table: no rule ${index}, or no policy of it`);
  const name = `${policy.name}/${rule.id}`;
  const exprs = [...rule.when, ...(rule.value === undefined ? [] : [rule.value])];
  return {
    index,
    rule,
    policy,
    ref: { policy: policy.name, rule: rule.id, at: `${policy.file}:${rule.at[0]}:${rule.at[1]}` },
    when: rule.when.map((expr) => build.condition(irOf(table, expr))),
    value: rule.value === undefined ? undefined : build.value(irOf(table, rule.value)),
    sources: sourcesOf(table, exprs),
    valueSources: rule.value === undefined ? [] : sourcesOf(table, [rule.value]),
    isDemanding: rule.effect === 'permit' && (rule.require !== undefined || rule.lifetime !== undefined),
    denied: { code: 'denied_by_rule', admin: rule.reason ?? `rule \`${name}\` denies it` },
    deniedOnError: { code: 'denied_on_error', admin: `rule \`${name}\` could not be evaluated, and denies: ${rule.reason ?? 'no reason given'}` },
    notPermitted: { code: 'not_permitted', admin: `the condition of rule \`${name}\` does not hold` },
  };
}

function irOf(table: DecisionTable, index: number): DecisionTable['exprs'][number]['ir'] {
  const expr = table.exprs[index];
  if (!expr) throw new AssayError('ERR_TABLE_INVALID', `decision table: no expression ${index}`);
  return expr.ir;
}

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
