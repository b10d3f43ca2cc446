// SPDX-License-Identifier: Apache-2.0
import type { Ops } from './eval/op.ts';
import { createBuilder } from './eval/builder.ts';
import { compileRule, type CompiledRule } from './rules/compiled-rule.ts';
import { createRuleIndexes, type RuleIndex } from './rules/rule-index.ts';
import type { DecisionTable } from './table.ts';

/** A decision table as closures and indexes, ready to decide. */
export interface Runtime {
  readonly table: DecisionTable;
  readonly digest: string;
  readonly rules: readonly CompiledRule[];
  readonly boundSlots: readonly number[];
  indexOf(audience: string): RuleIndex;
}

/** Builds the closures of every rule, once. Throws ERR_TABLE_INVALID where the table refers to what it, or `ops`, does not hold. */
export function createRuntime(table: DecisionTable, digest: string, ops: Ops): Runtime {
  const builder = createBuilder(table, ops);
  const rules = table.rules.map((_, index) => compileRule(table, index, builder));
  const boundSlots = table.slots.flatMap((slot, index) => (slot.root === 'bound' ? [index] : []));
  return { table, digest, rules, boundSlots, indexOf: createRuleIndexes(table, rules) };
}
