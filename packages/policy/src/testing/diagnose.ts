// SPDX-License-Identifier: Apache-2.0
import { compileProject } from '../compile/compile.ts';
import { checkGovernedTargets } from '../compile/targets/check-governed.ts';
import { checkTargets } from '../compile/targets/check-targets.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { parseProject } from '../document/parse-project.ts';
import type { Mistake } from './mistake.ts';

/** Every diagnostic of a project given as texts by path: of its files, its expressions and its targets. */
export function diagnose({ files, targets = [] }: Pick<Mistake, 'files' | 'targets'>): readonly Diagnostic[] {
  const { project, diagnostics } = parseProject((path) => (Object.hasOwn(files, path) ? files[path] : undefined));
  if (project === undefined) return diagnostics;
  const compilation = compileProject(project);
  const ofTargets = compilation.compiled ? checkTargets(project, compilation.compiled.table, targets) : [];
  return [...diagnostics, ...compilation.diagnostics, ...checkGovernedTargets(project, targets), ...ofTargets];
}
