// SPDX-License-Identifier: Apache-2.0
import type { Project } from '@assay/policy';

type Declared = Project['policies'][number]['variables'];

/** Where a text stands: the variables it reads as `variables.<name>`, what they are called in an account, and the libraries it imports. */
interface Place {
  readonly variables: Declared;
  readonly called: (name: string) => string;
  readonly imports: readonly { readonly name: string; readonly library: Project['libraries'][number] }[];
}

/** The texts of the variables an expression of `policy` uses, and of those they use; one of a library by its name in the policy, `common.x`. */
export function variablesIn(
  text: string,
  policy: string,
  { policies, libraries }: Pick<Project, 'policies' | 'libraries'>,
): { readonly [name: string]: string } {
  const document = policies.find(({ name }) => name.value === policy);
  const imports = (document?.imports ?? []).flatMap(({ name, file }) => {
    const library = libraries.find((entry) => entry.file === file.value);
    return library ? [{ name: name.value, library }] : [];
  });
  const found = new Map<string, string>();
  const visit = (expression: string, place: Place): void => {
    for (const [, of = '', name = ''] of expression.matchAll(/\b([A-Za-z_]\w*)\.([A-Za-z_]\w*)/g)) {
      const imported = place.imports.find((entry) => entry.name === of);
      const there = imported ? inLibrary(imported) : place;
      const variable =
        imported || of === 'variables' ? there.variables.find((entry) => entry.name.value === name) : undefined;
      if (variable === undefined || found.has(there.called(name))) continue;
      found.set(there.called(name), variable.expression.text.replace(/\s+/g, ' '));
      visit(variable.expression.text, there);
    }
  };
  visit(text, { variables: document?.variables ?? [], called: (name) => name, imports });
  return Object.fromEntries(found);
}

const inLibrary = ({ name, library }: Place['imports'][number]): Place => ({
  variables: library.variables,
  called: (variable) => `${name}.${variable}`,
  imports: [],
});
