// SPDX-License-Identifier: Apache-2.0
import {
  checkLibraryFile,
  formatText,
  parseLibrary,
  parsePolicy,
  parseTests,
  TEST_FILE,
  testContextOf,
  type Diagnostic,
  type Project,
  type TestContext,
} from '@assay/policy';

/** The mistakes of a file by its name and its text. */
export type TextCheck = (file: string, text: string) => readonly Diagnostic[];

/**
 * What checks the files that `project` does not name: tests and libraries wholly, policies for their shape. Without a project nothing is known of
 * sources and rules, and a file of tests is checked for its YAML only. Of what is no file of ours nothing is said.
 */
export function checkerOf(project: Project | undefined): TextCheck {
  let context: TestContext | undefined;
  return (file, text) => {
    if (project && TEST_FILE.test(file))
      return parseTests(file, text, (context ??= testContextOf(project))).diagnostics;
    if (/^policy:/m.test(text)) return parsePolicy(file, text).diagnostics;
    if (/^library:/m.test(text))
      return project ? checkLibraryFile(file, text, project) : parseLibrary(file, text).diagnostics;
    const { known, diagnostics } = formatText(file, text);
    return known ? diagnostics : [];
  };
}
