// SPDX-License-Identifier: Apache-2.0
import { compileProject } from '../compile/compile.ts';
import { checkGovernedTargets } from '../compile/targets/check-governed.ts';
import { checkTargets } from '../compile/targets/check-targets.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { parseProject } from '../document/parse-project.ts';
import { parseTests, TEST_FILE } from '../tests/parse-tests.ts';
import { testContextOf } from '../tests/test-context.ts';
import type { Mistake } from './mistake.ts';

/** Every diagnostic of a project given as texts by path: of its files, its expressions, its targets and its tests. */
export function diagnose({ files, targets = [] }: Pick<Mistake, 'files' | 'targets'>): readonly Diagnostic[] {
  const { project, diagnostics } = parseProject((path) => (Object.hasOwn(files, path) ? files[path] : undefined));
  if (project === undefined) return diagnostics;
  const compilation = compileProject(project);
  const ofTargets = compilation.compiled ? checkTargets(project, compilation.compiled.table, targets) : [];
  const context = testContextOf(project);
  const ofTests = Object.entries(files).flatMap(([file, text]) =>
    TEST_FILE.test(file) ? parseTests(file, text, context).diagnostics : [],
  );
  return [
    ...diagnostics,
    ...compilation.diagnostics,
    ...checkGovernedTargets(project, targets),
    ...ofTargets,
    ...ofTests,
  ];
}
