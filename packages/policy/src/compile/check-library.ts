// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic } from '../diagnostic.ts';
import { createReport } from '../diagnostics/report.ts';
import { parseLibrary } from '../document/parse-library.ts';
import type { Project } from '../document/project.ts';
import { inputsOf } from '../expression/inputs.ts';
import { checkLibraries } from './libraries.ts';

/** Every mistake of a library file, whether or not a policy of `project` imports it: of its shape, and of its expressions. Never throws. */
export function checkLibraryFile(file: string, text: string, project: Project): readonly Diagnostic[] {
  const { document, diagnostics } = parseLibrary(file, text);
  if (document === undefined) return diagnostics;
  const { diagnostics: found, report } = createReport();
  checkLibraries([document], inputsOf(project), report);
  return [...diagnostics, ...found];
}
