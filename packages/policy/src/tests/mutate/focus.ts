// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { DecisionTable } from '@assay/core/pdp';
import { sectionsOf } from './mutant.ts';

/**
 * The table with only what is about the same as one of `rules`, and the gates: every item is decided by itself, so that a decision of these says
 * whether a change of one of the rules shows, and costs less.
 */
export function focusOn(table: DecisionTable, rules: readonly number[]): DecisionTable {
  const isAbout = (held: unknown): boolean =>
    Array.isArray(held) && held.some((index) => rules.includes(Number(index)));
  const focused = sectionsOf(table).map(([name, section]): readonly [string, unknown] => {
    if (name === 'gates') return [name, section];
    if (Array.isArray(section)) {
      const isOfRules = section.every((item) => Number.isInteger(item));
      if (isOfRules) return [name, isAbout(section) ? section : []];
      return [name, section.filter((entry) => isAbout(own(entry, 'rules')))];
    }
    if (!isObject(section)) return [name, section];
    return [name, Object.fromEntries(Object.entries(section).filter(([, held]) => isAbout(held)))];
  });
  return { ...table, ...Object.fromEntries(focused) };
}
