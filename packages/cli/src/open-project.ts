// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  compileProject,
  findProject,
  hasErrors,
  loadProject,
  PROJECT_FILE,
  type CompiledPolicySet,
  type Diagnostic,
  type Project,
} from '@assay/policy';
import { Failure } from './failure.ts';
import type { Session } from './session.ts';
import { targetFindings } from './target-findings.ts';

/** A project as far as it could be read and compiled. */
export interface OpenedProject {
  readonly directory: string;
  /** The path from where the user is to a file of the project. */
  readonly pathOf: (file: string) => string;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
  readonly project?: Project;
  /** Absent where one of the diagnostics is an error. */
  readonly compiled?: CompiledPolicySet;
}

/** Opens the project the user named, or the nearest one upwards. Throws ERR_PROJECT_NOT_FOUND. */
export function openProject(session: Session): OpenedProject {
  const directory = projectFolder(session);
  const { project, diagnostics, files } = loadProject(directory);
  const pathOf = (file: string): string => relative(session.io.cwd, join(directory, file));
  if (project === undefined) return { directory, pathOf, diagnostics, files };
  const { compiled, diagnostics: compilation } = compileProject(project);
  const all = [...diagnostics, ...compilation, ...targetFindings(project, compiled)];
  return { directory, pathOf, project, files, diagnostics: all, ...(compiled && !hasErrors(all) && { compiled }) };
}

/** The folder of the project the user named, or of the nearest one upwards. Throws ERR_PROJECT_NOT_FOUND. */
export function projectFolder({ io, project }: Session): string {
  if (project === undefined) {
    const found = findProject(io.cwd);
    if (found !== undefined) return found;
    const help = '`assay init` writes one, `--project DIR` names one';
    throw new Failure('ERR_PROJECT_NOT_FOUND', `no \`${PROJECT_FILE}\` here or above`, { help });
  }
  const directory = resolve(io.cwd, project);
  if (isFile(join(directory, PROJECT_FILE))) return directory;
  throw new Failure('ERR_PROJECT_NOT_FOUND', `expected \`${PROJECT_FILE}\` in this folder, found none`, {
    subject: project,
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
