// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { DecisionTable } from '@assay/core/pdp';
import { sectionsOf } from './mutant.ts';

/** Where a rule stands: its section, the scope, claim or type it is about, and all rules about the same. */
export interface RulePlace {
  readonly section: string;
  readonly name: string;
  readonly rules: readonly number[];
}

/** The place of rule `index`; undefined where no section this looks into has it. */
export function placeOf(table: DecisionTable, index: number): RulePlace | undefined {
  for (const [section, held] of sectionsOf(table)) {
    if (isRules(held)) {
      if (held.includes(index)) return { section, name: '', rules: held };
    } else if (Array.isArray(held)) {
      // dynamic scopes: entries with a pattern
      for (const entry of held) {
        const rules = own(entry, 'rules');
        if (isRules(rules) && rules.includes(index)) return { section, name: String(own(entry, 'pattern')), rules };
      }
    } else if (isObject(held)) {
      for (const [name, rules] of Object.entries(held))
        if (isRules(rules) && rules.includes(index)) return { section, name, rules };
    }
  }
  return undefined;
}

function isRules(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => Number.isInteger(item));
}
