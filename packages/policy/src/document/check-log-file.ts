// SPDX-License-Identifier: Apache-2.0
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { LibraryDocument } from './library-document.ts';
import { PROJECT_FILE } from './project-file.ts';
import type { ProjectFields } from './project-shape.ts';

/** Refuses a log that is a file the project reads: the first record would make it unreadable, and no token would be issued after. */
export function checkLogFile(
  { policies = [], sources = [], log }: ProjectFields,
  libraries: readonly LibraryDocument[],
  report: Report,
): void {
  const file = log?.fields.file ?? log?.fields.store?.fields.file;
  if (file === undefined) return;
  const read = [
    PROJECT_FILE,
    ...policies.map(({ file: path }) => path.value),
    ...libraries.map(({ file: path }) => path),
    ...sources.flatMap(({ value }) => value.fields.file?.value ?? []),
  ];
  // On some systems names that differ in case only are one file.
  const same = read.find((path) => path.toLowerCase() === file.value.toLowerCase());
  if (same === undefined) return;
  report(
    'log-is-input',
    file.span,
    `expected a file of its own for records, and found ${quote(file.value)}, which the project reads`,
    'records are appended to it: `records.jsonl`',
  );
}
