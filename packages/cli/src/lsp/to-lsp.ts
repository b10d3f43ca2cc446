// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic as LspDiagnostic, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '@assay/policy';
import { checkoutFolder } from '../checkout.ts';
import { printable } from '../printable.ts';
import type { CheckedFile } from './workspace.ts';

/** LSP 3.17, `DiagnosticSeverity`. */
const SEVERITY = { error: 1, warning: 2 } as const;

/** What is wrong in a file, as the Language Server Protocol has it. */
export function toLspDiagnostics({ text, diagnostics }: CheckedFile): LspDiagnostic[] {
  const document = TextDocument.create('', 'yaml', 0, text);
  return diagnostics.map((diagnostic) => toLsp(diagnostic, document));
}

function toLsp({ code, severity, message, help, span }: Diagnostic, document: TextDocument): LspDiagnostic {
  const href = pageOf(code);
  return {
    range: toRange(document, span),
    severity: SEVERITY[severity],
    source: 'assay',
    code,
    ...(href !== undefined && { codeDescription: { href } }),
    message: help === undefined ? printable(message) : `${printable(message)}\nhelp: ${printable(help)}`,
  };
}

/** A range of offsets in lines and columns. */
export function toRange(
  document: TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** Where the page of a code can be read: in a checkout, beside the sources. */
function pageOf(code: Diagnostic['code']): string | undefined {
  const root = checkoutFolder();
  const page = root && join(root, 'docs/diagnostics', `${code}.md`);
  return page !== undefined && existsSync(page) ? pathToFileURL(page).href : undefined;
}
