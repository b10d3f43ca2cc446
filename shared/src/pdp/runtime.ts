// SPDX-License-Identifier: Apache-2.0
import { createBuilder } from './eval/builder.ts';
import { createRuleCompiler, type CompiledRule } from './rules/compiled-rule.ts';
import { createRuleIndexes, type IndexOf } from './rules/rule-indexes.ts';
import type { Language } from './language.ts';
import type { DecisionTable } from './table.ts';

/** A decision table as closures and indexes, ready to decide. */
export interface Runtime {
  readonly table: DecisionTable;
  readonly digest: string;
  readonly language: Language;
  ruleAt(index: number): CompiledRule;
  /** Every source some rule reads. */
  readonly sources: readonly string[];
  readonly boundSlots: readonly number[];
  /** Places of a frame in which nothing was read yet: copied for each decision. */
  readonly unreadSlots: readonly undefined[];
  readonly unreadVariables: readonly undefined[];
  readonly indexOf: IndexOf;
}

/** The closures of a table's rules, each built when it is first needed; `ruleAt` throws ERR_TABLE_INVALID where a rule refers to what the table, or the language, does not hold. */
export function createRuntime(table: DecisionTable, digest: string, language: Language): Runtime {
  const builder = createBuilder(table, language.ops);
  const ruleAt = createRuleCompiler(table, builder);
  const boundSlots = table.slots.flatMap((slot, index) => (slot.root === 'bound' ? [index] : []));
  const unread = (length: number): readonly undefined[] => Array.from({ length }, () => undefined);
  return {
    table,
    digest,
    language,
    ruleAt,
    sources: [
      ...new Set(
        table.slots.flatMap(({ root, path }) => (root === 'attribute' && path[0] !== undefined ? [path[0]] : [])),
      ),
    ],
    boundSlots,
    unreadSlots: unread(builder.places),
    unreadVariables: unread(table.variables.length),
    indexOf: createRuleIndexes(table, ruleAt, language.scopeValue),
  };
}
