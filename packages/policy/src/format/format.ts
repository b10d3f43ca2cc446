// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic } from '../diagnostic.ts';
import { createReport, hasErrors } from '../diagnostics/report.ts';
import { LIMITS } from '../document/limits.ts';
import { readYaml } from '../document/read-yaml.ts';
import { schemaOfFile } from '../document/schema-of-file.ts';
import type { YamlNode } from '../document/yaml-node.ts';
import { arranged } from './arrange.ts';
import { printLayout } from './print-layout.ts';
import { readLayout } from './read-layout.ts';
import { commentsOf, sameData } from './same-meaning.ts';

/** A text in the one style, or the mistakes for which it is left alone. */
export interface FormattedText {
  /** Absent where one of the diagnostics is an error. */
  readonly text?: string;
  /** Whether it is one of the files Assay has a JSON Schema for: a project, a policy. */
  readonly known: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes the YAML `text` in the one style of Assay's files: the same data and every comment, keys in the order of the published schemas,
 * lists in theirs. Pure; formatting twice is formatting once. Throws where the result would say something else: that is a bug.
 */
export function formatText(file: string, text: string): FormattedText {
  const { diagnostics, report } = createReport();
  const data = readYaml(file, text, report);
  const schema = data?.kind === 'map' ? schemaOfFile(data) : undefined;
  const known = schema !== undefined;
  if (data === undefined || hasErrors(diagnostics)) return { known, diagnostics };
  const lines = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const layout = readLayout(lines);
  const value = layout.root.value && schema ? arranged(layout.root.value, schema) : layout.root.value;
  const formatted = printLayout({ ...layout, root: { ...layout.root, ...(value && { value }) } }, known);
  if (formatted.length > LIMITS.fileLength) {
    const message = `the file would have ${formatted.length} characters: expected at most ${LIMITS.fileLength}`;
    report('limit-exceeded', { file, start: 0, end: 0 }, message, 'nest less, or make several files of it');
    return { known, diagnostics };
  }
  if (!saysTheSame(file, data, lines, formatted)) throw new Error(`formatting would change what ${file} says`);
  return { text: formatted, known, diagnostics };
}

function saysTheSame(file: string, data: YamlNode, before: string, after: string): boolean {
  const { diagnostics, report } = createReport();
  const again = readYaml(file, after, report);
  if (again === undefined || hasErrors(diagnostics) || !sameData(data, again)) return false;
  const [comments, kept] = [commentsOf(before), commentsOf(after)];
  return comments.length === kept.length && comments.every((comment, index) => comment === kept[index]);
}
