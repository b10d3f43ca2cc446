// SPDX-License-Identifier: Apache-2.0
import {
  compileProject,
  hasErrors,
  parseProject,
  type CompiledPolicySet,
  type Diagnostic,
  type Project,
  type ProjectFiles,
} from '@assay/policy';
import { targetFindings } from './target-findings.ts';

/** A project as far as it could be read and compiled. */
export interface CheckedFiles {
  /** Every mistake: of the files, of the expressions, of what the targets cannot carry out. */
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
  readonly project?: Project;
  /** Absent where one of the diagnostics is an error. */
  readonly compiled?: CompiledPolicySet;
}

/** Reads a project through `read`, and checks all of it. */
export function checkFiles(read: ProjectFiles): CheckedFiles {
  const { project, diagnostics, files } = parseProject(read);
  if (project === undefined) return { diagnostics, files };
  const { compiled, diagnostics: compilation } = compileProject(project);
  const all = [...diagnostics, ...compilation, ...targetFindings(project, compiled)];
  return { project, files, diagnostics: all, ...(compiled && !hasErrors(all) && { compiled }) };
}
