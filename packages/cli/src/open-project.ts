// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { filesIn, findProject, PROJECT_FILE } from '@assay/policy';
import { checkFiles, type CheckedFiles } from './check-files.ts';
import { Failure } from './failure.ts';
import type { Session } from './session.ts';

/** A project of a folder, checked. */
export interface OpenedProject extends CheckedFiles {
  readonly directory: string;
  /** The path from where the user is to a file of the project. */
  readonly pathOf: (file: string) => string;
}

/** Opens the project the user named, or the nearest one upwards. Throws ERR_PROJECT_NOT_FOUND. */
export function openProject(session: Session): OpenedProject {
  const directory = projectFolder(session);
  return {
    directory,
    pathOf: (file) => relative(session.io.cwd, join(directory, file)),
    ...checkFiles(filesIn(directory)),
  };
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
