// SPDX-License-Identifier: Apache-2.0
import type { Project } from '@assay/policy';

/** The texts of the variables an expression of `policy` uses, and of those they use. */
export function variablesIn(
  text: string,
  policy: string,
  { policies }: Pick<Project, 'policies'>,
): { readonly [name: string]: string } {
  const declared = policies.find(({ name }) => name.value === policy)?.variables ?? [];
  const found = new Map<string, string>();
  const visit = (expression: string): void => {
    for (const [, name = ''] of expression.matchAll(/\bvariables\.([A-Za-z_]\w*)/g)) {
      const variable = declared.find((entry) => entry.name.value === name);
      if (variable === undefined || found.has(name)) continue;
      found.set(name, variable.expression.text.replace(/\s+/g, ' '));
      visit(variable.expression.text);
    }
  };
  visit(text);
  return Object.fromEntries(found);
}
