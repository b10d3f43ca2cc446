// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';
import type { DecisionTable, Rule } from '@assay/core/pdp';

/** The ways in which a policy is changed, with what each does. */
export const MUTATIONS = {
  'drop-condition': 'a condition of a rule is left out',
  'negate-condition': 'a condition of a rule is turned into its opposite',
  'flip-effect': 'a permit becomes a denial, a denial a permit, a claim that is set is taken out',
  'delete-rule': 'a rule is left out',
  'move-threshold': 'a number is one more, or one less',
  'drop-list-item': 'an item of a list is left out',
  'add-list-item': 'a list has an item more',
  'or-to-and': '`||` becomes `&&`, `exists` becomes `all`',
  'and-to-or': '`&&` within a condition becomes `||`, `all` becomes `exists`',
  'drop-requirement': 'a requirement is left out',
  'double-lifetime': 'a lifetime is twice as long',
  'swap-rules': 'two rules of a claim change places',
} as const;
export type MutationName = keyof typeof MUTATIONS;

/** A mutation of the rules: those it changes, by index, with what each is afterwards (undefined: gone). */
export interface Mutant {
  readonly mutation: MutationName;
  /** The rule it is told of. */
  readonly rule: number;
  /** The condition it is told of, by its place in the rule; or the variable, by its index. */
  readonly condition?: number;
  readonly variable?: number;
  /** `file:line:column` of that variable. */
  readonly at?: string;
  /** What is changed, in words: `70 becomes 71`. */
  readonly change: string;
  /** Rules whose decisions may differ. */
  readonly rules: readonly number[];
  /** The mutant's table, of the grown one. */
  readonly apply: (grown: DecisionTable) => DecisionTable;
  /** Expressions before and after, by index into the grown table: where the two differ in truth, so may the decision. */
  readonly pair?: readonly [before: number, after: number];
  /** Values the change is about: worth trying wherever its attributes are read. */
  readonly hints?: readonly Json[];
  /** It was proven that no decision can differ. */
  readonly isSame?: true;
}

/** The table with rule `index` replaced. */
export function withRule(table: DecisionTable, index: number, rule: Rule): DecisionTable {
  return { ...table, rules: table.rules.with(index, rule) };
}

/** A rule whose conditions are others than those the client index was made of. */
export function withConditions({ clients: _, ...rule }: Rule, when: readonly number[]): Rule {
  return { ...rule, when };
}

/** Pools and facts of a table that are no lists of rules. */
const NO_SECTIONS: ReadonlySet<string> = new Set([
  'version',
  'name',
  'strings',
  'lists',
  'slots',
  'variables',
  'exprs',
  'reads',
  'policies',
  'rules',
  'parameters',
  'governance',
]);

/** The lists of rules of a table, by section, as far as they hold numbers. */
export function sectionsOf(table: DecisionTable): readonly (readonly [name: string, section: unknown])[] {
  return Object.entries(table).filter(([name]) => !NO_SECTIONS.has(name));
}

/** The table without rule `index`: no section refers to it. Whatever the sections are, a list of integers in them is one of rules. */
export function withoutRule(table: DecisionTable, index: number): DecisionTable {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.every((item) => Number.isInteger(item)) ? value.filter((item) => item !== index) : value.map(strip);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strip(member)]));
  };
  const sections = sectionsOf(table).map(([name, section]) => [name, strip(section)]);
  return { ...table, ...Object.fromEntries(sections) };
}
