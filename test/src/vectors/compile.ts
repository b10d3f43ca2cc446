// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@assay/core/model';
import { compileProject, parseProject, toJsonDiagnostics, type CompiledPolicySet, type Project } from '@assay/policy';
import { parse, stringify } from 'yaml';
import { VECTORS, type Vector } from './vector.ts';

const BASE = parse(readFileSync(join(VECTORS, 'project.yaml'), 'utf8')) as JsonObject; // sound: a mapping

export interface CompiledVector {
  readonly project: Project;
  readonly compiled: CompiledPolicySet;
}

/** The policy of a vector (or of anything written like one), compiled in its project. Throws with every diagnostic where it has mistakes. */
export function compileVector({
  project: changes = {},
  policy,
  files: others = {},
}: Pick<Vector, 'project' | 'policy' | 'files'>): CompiledVector {
  const files: Readonly<Record<string, string>> = {
    'assay.yaml': stringify({ ...BASE, ...changes }, { aliasDuplicateObjects: false }),
    'policy.yaml': policy,
    'iga.yaml': '{}',
    'risk.yaml': '{}',
    ...others,
  };
  const { project, diagnostics } = parseProject((path) => (Object.hasOwn(files, path) ? files[path] : undefined));
  if (project === undefined) throw new Error(JSON.stringify(toJsonDiagnostics(diagnostics, new Map()), null, 2));
  const compilation = compileProject(project);
  if (compilation.compiled === undefined)
    throw new Error(JSON.stringify(toJsonDiagnostics(compilation.diagnostics, project.files), null, 2));
  return { project, compiled: compilation.compiled };
}
