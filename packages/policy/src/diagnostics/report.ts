// SPDX-License-Identifier: Apache-2.0
import { DIAGNOSTICS, type DiagnosticCode } from '../diagnostic-codes.ts';
import type { Diagnostic, Span } from '../diagnostic.ts';

/** Adds one diagnostic: its code, the place, what is wrong, and what to do about it. */
export type Report = (code: DiagnosticCode, span: Span, message: string, help?: string) => void;

/** A list of diagnostics and the function that fills it; severities come from the table of codes. */
export function createReport(): { readonly diagnostics: Diagnostic[]; readonly report: Report } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, span, message, help) => {
    diagnostics.push({
      code,
      severity: DIAGNOSTICS[code].severity,
      message,
      ...(help !== undefined && { help }),
      span,
    });
  };
  return { diagnostics, report };
}

/** Whether one of `diagnostics` is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
