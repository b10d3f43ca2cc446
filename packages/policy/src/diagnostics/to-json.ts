// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic } from '../diagnostic.ts';
import { lineIndex, positionOf } from './line-index.ts';
import { inFileOrder } from './order.ts';
import { docsPage } from './render.ts';

/** A diagnostic for programs. Lines and columns count from 1, columns in UTF-16 units; the end is the first place behind it. */
export interface JsonDiagnostic {
  readonly code: Diagnostic['code'];
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly help: string | null;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
  readonly docs: string;
}

/** Diagnostics for programs, in the order of files and places. */
export function toJsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
): readonly JsonDiagnostic[] {
  const indexes = new Map(Array.from(files, ([file, text]) => [file, lineIndex(text)]));
  const empty = lineIndex('');
  return inFileOrder(diagnostics).map(({ code, severity, message, help, span }) => {
    const index = indexes.get(span.file) ?? empty;
    const start = positionOf(index, span.start);
    const end = positionOf(index, span.end);
    return {
      code,
      severity,
      message,
      help: help ?? null,
      file: span.file,
      line: start.line,
      column: start.column,
      end_line: end.line,
      end_column: end.column,
      docs: docsPage(code),
    };
  });
}
