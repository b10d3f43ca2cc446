// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir } from '@assay/core/pdp';

/** A rule, where it stands, and about how many bytes of the artefact are its own. */
export interface RuleCost {
  readonly rule: string;
  /** `file:line:column`. */
  readonly at: string;
  readonly bytes: number;
}

/** The rules that cost most, dearest first: what is written of the rule itself, and of expressions no other rule shares. */
export function dearestRules(table: DecisionTable, count: number): readonly RuleCost[] {
  const uses = new Map<number, number>();
  const expressions = table.rules.map(({ when, value }) => (value === undefined ? when : [...when, value]));
  for (const index of expressions.flat()) uses.set(index, (uses.get(index) ?? 0) + 1);
  return table.rules
    .map((rule, i) => {
      const own = (expressions[i] ?? []).filter((index) => uses.get(index) === 1);
      const bytes = lengthOf(rule) + own.reduce((sum, index) => sum + lengthOf(table.exprs[index]), 0);
      const file = table.policies[rule.policy ?? 0]?.file;
      return { rule: rule.id, at: `${file}:${rule.at.join(':')}`, bytes };
    })
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}

const lengthOf = (value: object | Ir | undefined): number => Buffer.byteLength(JSON.stringify(value ?? null));
