// SPDX-License-Identifier: Apache-2.0
import { DIAGNOSTICS, type DiagnosticCode } from '../diagnostic-codes.ts';
import type { Diagnostic, Span } from '../diagnostic.ts';

/** Adds one diagnostic: its code, the place, what is wrong, and what to do about it. */
export type Report = (code: DiagnosticCode, span: Span, message: string, help?: string) => void;

// Nobody reads more of them at once, and a file of rubbish would have one in every third character.
const MOST = 500;

/** A list of diagnostics and the function that fills it; severities come from the table of codes. */
export function createReport(): { readonly diagnostics: Diagnostic[]; readonly report: Report } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, span, message, help) => {
    if (diagnostics.length > MOST) return;
    if (diagnostics.length === MOST) {
      const { severity } = DIAGNOSTICS['limit-exceeded'];
      diagnostics.push({
        code: 'limit-exceeded',
        severity,
        message: `more than ${MOST} mistakes: the others are not listed`,
        span,
      });
      return;
    }
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
