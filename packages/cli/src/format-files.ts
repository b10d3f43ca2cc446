// SPDX-License-Identifier: Apache-2.0
import { basename, dirname, relative, resolve } from 'node:path';
import { DIAGNOSTICS, filesIn, formatText, type Diagnostic } from '@assay/policy';
import { Failure } from './failure.ts';
import { projectFolder } from './open-project.ts';
import type { Session } from './session.ts';
import { kindOfPath, yamlFilesBelow } from './yaml-files.ts';

/** A file looked at: its text as it is, and as it is to be where it can be formatted. */
export interface LookedAt {
  /** Absent for standard input. */
  readonly path?: string;
  /** How it is called in messages. */
  readonly name: string;
  readonly text: string;
  readonly formatted?: string;
  /** Whether it is one of Assay's own. */
  readonly known: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Formats the files that are named, and below folders that are named those Assay knows; without names, the project's.
 * Writes nothing. Throws ERR_FILE_READ, or ERR_PROJECT_NOT_FOUND.
 */
export function lookAtFiles(session: Session, names: readonly string[]): readonly LookedAt[] {
  const { cwd } = session.io;
  const paths = (names.length > 0 ? names : [projectFolder(session)]).map((name) => resolve(cwd, name));
  const looked = new Map<string, LookedAt>();
  for (const [index, path] of paths.entries()) {
    const kind = kindOfPath(path);
    if (kind === undefined)
      throw new Failure('ERR_FILE_READ', 'expected a file or a folder, found nothing', { subject: names[index] ?? '' });
    for (const file of kind === 'file' ? [path] : yamlFilesBelow(path)) {
      if (looked.has(file)) continue;
      const found = lookAt(file, relative(cwd, file));
      // Below a folder there is YAML of all kinds; what is named is meant.
      if (found.known || kind === 'file') looked.set(file, found);
    }
  }
  return [...looked.values()];
}

/** Formats a text that is in no file. */
export function lookAtText(name: string, text: string): LookedAt {
  const { text: formatted, ...found } = formatText(name, text);
  return { name, text, ...(formatted !== undefined && { formatted }), ...found };
}

function lookAt(path: string, name: string): LookedAt {
  const text = filesIn(dirname(path))(basename(path));
  if (typeof text === 'string') return { path, ...lookAtText(name, text) };
  const { code, message, help } = text ?? { code: 'file-not-found', message: 'does not exist' };
  const span = { file: name, start: 0, end: 0 };
  const problem = { code, severity: DIAGNOSTICS[code].severity, message: `\`${name}\` ${message}`, span };
  return { path, name, text: '', known: false, diagnostics: [{ ...problem, ...(help !== undefined && { help }) }] };
}
