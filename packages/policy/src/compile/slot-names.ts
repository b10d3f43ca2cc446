// SPDX-License-Identifier: Apache-2.0
import { accessOf, keyOf } from '../expression/check/select.ts';
import { partsOf, type Typed } from '../expression/typed.ts';
import type { PolicyDraft } from './draft.ts';
import { sharedVariables } from './libraries.ts';
import type { Libraries } from './library.ts';
import { slotKey } from './source.ts';

/** The names of attributes in expressions, by their place: `subject.groups` for what lies in the baseline. */
export function slotNamesOf(policies: readonly PolicyDraft[], libraries: Libraries): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const visit = (typed: Typed): void => {
    if (typed.kind === 'read') names.set(slotKey(typed.root, typed.path), keyOf(typed) ?? typed.path.join('.'));
    if (typed.kind === 'select' && typed.operand.kind === 'read') {
      const { operand, path, field, key } = typed;
      names.set(slotKey(operand.root, path ?? [...operand.path, field]), key ?? operand.key + accessOf(field));
    }
    partsOf(typed).forEach(visit);
  };
  for (const { typed } of sharedVariables(libraries).values()) visit(typed);
  for (const { variables, rules } of policies) {
    for (const { typed } of variables.values()) visit(typed);
    for (const { conjuncts, value, limits = [] } of rules)
      [...conjuncts, ...(value ? [value] : []), ...limits].forEach(({ typed }) => visit(typed));
  }
  return names;
}
