// SPDX-License-Identifier: Apache-2.0
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  checkGovernedTargets,
  checkTargets,
  compileProject,
  parseProject,
  type CompiledPolicySet,
  type Diagnostic,
} from '@assay/policy';

const ROOT = join(__dirname, '../../..');

/** A project as texts by path. */
export type Texts = Readonly<Record<string, string>>;

/** Every project of this repository. */
export const PROJECTS: readonly Texts[] = globSync('{examples,packages/*/{fixtures,templates}}/*/assay.yaml', {
  cwd: ROOT,
})
  .toSorted()
  .map((path) => {
    const folder = join(ROOT, dirname(path));
    const files = globSync('**/*.yaml', { cwd: folder }).map((file) => join(folder, file));
    return Object.fromEntries(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
  });

/** What became of a project. */
export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
  readonly compiled?: CompiledPolicySet;
}

/** Reads, compiles and checks a project as `assay check` does. */
export function compileTexts(texts: Texts): Compiled {
  const { project, diagnostics, files } = parseProject((path) =>
    Object.hasOwn(texts, path) ? texts[path] : undefined,
  );
  if (project === undefined) return { diagnostics, files };
  const { compiled, diagnostics: found } = compileProject(project);
  const ofTargets = [
    ...checkGovernedTargets(project, []),
    ...(compiled ? checkTargets(project, compiled.table, []) : []),
  ];
  return { files, diagnostics: [...diagnostics, ...found, ...ofTargets], ...(compiled && { compiled }) };
}
