// SPDX-License-Identifier: Apache-2.0
import { parseProject } from '../document/parse-project.ts';
import type { Project } from '../document/project.ts';
import { completionsAt, type Completion } from '../editor/complete.ts';
import { hoverAt } from '../editor/hover.ts';
import type { EditorContext } from '../editor/names.ts';

/** What an editor asks; the last `|` in a text is the cursor. */
export interface Editing {
  readonly completions: (written: string) => readonly Completion[];
  /** The labels of the completions. */
  readonly complete: (written: string) => readonly string[];
  readonly hover: (written: string) => string | undefined;
}

/** An editor that knows all of a text but the text. */
export function editing(known: Omit<EditorContext, 'text'>): Editing {
  const at = (written: string): readonly [EditorContext, number] => {
    const offset = written.lastIndexOf('|');
    return [{ ...known, text: written.slice(0, offset) + written.slice(offset + 1) }, offset];
  };
  const completions = (written: string): readonly Completion[] => completionsAt(...at(written));
  return {
    completions,
    complete: (written) => completions(written).map(({ label }) => label),
    hover: (written) => hoverAt(...at(written))?.text,
  };
}

/** The project that `files` are, policies with mistakes or not. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  const { project, diagnostics } = parseProject((path) => (Object.hasOwn(files, path) ? files[path] : undefined));
  if (project === undefined) throw new Error(`the project of the test has mistakes: ${JSON.stringify(diagnostics)}`);
  return project;
}
