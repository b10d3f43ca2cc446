// SPDX-License-Identifier: Apache-2.0
import { dirname, join } from 'node:path';
import { filesIn, findProject, formatText, parsePolicy, type Diagnostic, type Project } from '@assay/policy';
import { checkFiles } from '../check-files.ts';

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

/** Checks the project in `directory`, and each open file below it that the project does not name by itself. */
export function checkFolder(directory: string, open: OpenTexts): CheckedFolder {
  const onDisk = filesIn(directory);
  const { project, diagnostics, files } = checkFiles((path) => open.get(join(directory, path)) ?? onDisk(path));
  const byFile = Map.groupBy(diagnostics, ({ span }) => span.file);
  const checked = new Map<string, CheckedFile>();
  for (const [file, text] of files) checked.set(join(directory, file), { text, diagnostics: byFile.get(file) ?? [] });
  for (const [path, text] of open)
    if (!checked.has(path) && folderOf(path) === directory)
      checked.set(path, { text, diagnostics: checkAlone(path, text) });
  return { files: checked, ...(project && { project }) };
}

/** The mistakes of a text no project names: of its YAML, and of the shape of a policy. Of what is no file of ours nothing is said. */
export function checkAlone(name: string, text: string): readonly Diagnostic[] {
  if (/^policy:/m.test(text)) return parsePolicy(name, text).diagnostics;
  const { known, diagnostics } = formatText(name, text);
  return known ? diagnostics : [];
}
