// SPDX-License-Identifier: Apache-2.0
import { dirname, join, relative, sep } from 'node:path';
import { filesIn, findProject, type Diagnostic, type Project } from '@assay/policy';
import { checkFiles } from '../check-files.ts';
import { checkerOf } from './check-text.ts';

/** The texts that are open in the editor, by path; they count in place of what is on disk. */
export type OpenTexts = ReadonlyMap<string, string>;

/** A file with what is wrong in it. */
export interface CheckedFile {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a check found, by path. */
export interface CheckedFolder {
  readonly files: ReadonlyMap<string, CheckedFile>;
  /** Absent where the project file has mistakes. */
  readonly project?: Project;
}

/** The folder of the project that the file at `path` would belong to. */
export function folderOf(path: string): string | undefined {
  return findProject(dirname(path));
}

/** The path of a file within the project in `directory`, as the project would name it. */
export function pathWithin(directory: string, path: string): string {
  return relative(directory, path).split(sep).join('/');
}

/**
 * Checks the project in `directory`, and each open file below it that the project does not name: tests, libraries no policy imports, drafts of
 * policies. `before` is the project as it could last be read, for the time its file has mistakes.
 */
export function checkFolder(directory: string, open: OpenTexts, before?: Project): CheckedFolder {
  const onDisk = filesIn(directory);
  const { project, diagnostics, files } = checkFiles((path) => open.get(join(directory, path)) ?? onDisk(path));
  const byFile = Map.groupBy(diagnostics, ({ span }) => span.file);
  const checked = new Map<string, CheckedFile>();
  for (const [file, text] of files) checked.set(join(directory, file), { text, diagnostics: byFile.get(file) ?? [] });
  const check = checkerOf(project ?? before);
  for (const [path, text] of open)
    if (!checked.has(path) && folderOf(path) === directory)
      checked.set(path, { text, diagnostics: check(pathWithin(directory, path), text) });
  return { files: checked, ...(project && { project }) };
}
