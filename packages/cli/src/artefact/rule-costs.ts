// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir } from '@assay/core/pdp';

/** A rule, where it stands, and about how many bytes of the artefact are its own. */
export interface RuleCost {
  readonly rule: string;
  /** `file:line:column`. */
  readonly at: string;
  readonly bytes: number;
}

/** The rules that cost most, dearest first: what is written of the rule itself, and of expressions and lists no other rule shares. */
export function dearestRules(table: DecisionTable, count: number): readonly RuleCost[] {
  const expressions = table.rules.map(({ when, value }) => (value === undefined ? when : [...when, value]));
  const uses = countOf(expressions.flat());
  const listUses = countOf(table.exprs.flatMap(listsIn));
  // words of a list stand in the table once, and their indexes in the list
  const lengthOfLists = (ir: Ir | undefined): number =>
    listsIn(ir)
      .filter((list) => listUses.get(list) === 1)
      .flatMap((list) => table.lists[list] ?? [])
      .reduce((sum, text) => sum + lengthOf([table.strings[text] ?? '']), 0);
  return table.rules
    .map((rule, i) => {
      const own = (expressions[i] ?? []).filter((index) => uses.get(index) === 1);
      const bytes =
        lengthOf(rule) +
        own.reduce((sum, index) => sum + lengthOf(table.exprs[index]) + lengthOfLists(table.exprs[index]), 0);
      const file = table.policies[rule.policy ?? 0]?.file;
      return { rule: rule.id, at: `${file}:${rule.at.join(':')}`, bytes };
    })
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}

const countOf = (indexes: readonly number[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const index of indexes) counts.set(index, (counts.get(index) ?? 0) + 1);
  return counts;
};

/** The literal lists an expression holds. */
function listsIn(ir: Ir | undefined): readonly number[] {
  if (ir === undefined) return [];
  const [op, ...operands] = ir;
  if (op === 'list' && typeof operands[0] === 'number') return [operands[0]];
  return operands.flatMap((operand) => (Array.isArray(operand) ? listsIn(operand as Ir) : [])); // sound: an operand that is a list is an expression
}

const lengthOf = (value: object | Ir | undefined): number => Buffer.byteLength(JSON.stringify(value ?? null));
