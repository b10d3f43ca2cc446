// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic, Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import { createReport } from '../diagnostics/report.ts';
import type { LibraryDocument } from './library-document.ts';
import { libraryShape } from './library-shape.ts';
import { readShape } from './read-shape.ts';

/** What was read of a library file; no document where the file holds no map. */
export interface ParsedLibrary {
  readonly document?: LibraryDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a library file: its text, its shape, and where everything stands. Never throws; reports every mistake. */
export function parseLibrary(file: string, text: string): ParsedLibrary {
  const { diagnostics, report } = createReport();
  const read = readShape(file, text, libraryShape, report);
  if (read === undefined) return { diagnostics };
  const { library, owner, description, variables = [], lists = [] } = read.fields;
  const nowhere: Located<string> = { value: '', span: read.at };
  const named = new Set(variables.map(({ key }) => key.value));
  for (const { key } of lists)
    if (named.has(key.value))
      report(
        'reserved-name',
        key.span,
        `the list ${quote(key.value)} has the name of a variable of this library`,
        'a policy reads both as `<import>.<name>`: give one of them another name',
      );
  return {
    document: {
      file,
      name: library ?? nowhere,
      owner: owner ?? nowhere,
      ...(description && { description }),
      variables: variables.map(({ key, value }) => ({ name: key, expression: value })),
      lists: lists.map(({ key, value }) => ({ name: key, values: value })),
    },
    diagnostics,
  };
}
