// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable } from '@assay/core/pdp';
import { lineIndex, positionOf } from '../../diagnostics/line-index.ts';
import type { Project } from '../../document/project.ts';

/** What a variable is called where a rule reads it, and `file:line:column` of what it is defined as. */
export interface VariablePlace {
  readonly name: string;
  readonly at: string;
}

/** The place of variable `index`, read by a rule of policy `reader`: `variables.high`, or one of a library by its name there, `common.high`. */
export function variablePlace(
  table: DecisionTable,
  index: number,
  reader: number,
  { policies, libraries, files }: Project,
): VariablePlace | undefined {
  const variable = table.variables[index];
  if (variable === undefined) return undefined;
  const { library: of, name } = variable;
  const library = libraries.find((document) => document.name.value === of);
  const document = policies.find(
    (policy) => policy.name.value === table.policies[library ? reader : variable.policy]?.name,
  );
  const node = (library ?? document)?.variables.find((entry) => entry.name.value === name);
  if (node === undefined) return undefined;
  const { file, start } = node.expression.span;
  const { line, column } = positionOf(lineIndex(files.get(file) ?? ''), start);
  const imported = library && document?.imports.find((entry) => entry.file.value === library.file);
  const namespace = library ? (imported?.name.value ?? library.name.value) : 'variables';
  return { name: `${namespace}.${name}`, at: `${file}:${line}:${column}` };
}
