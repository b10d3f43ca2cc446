// SPDX-License-Identifier: Apache-2.0
import type { Span } from '../diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Expression } from '../document/policy-document.ts';
import type { Range } from '../expression/ast.ts';
import type { Report as ReportFinding } from '../expression/finding.ts';

/** Where a part of an expression stands in its file. */
export function spanOf(expression: Expression, { start, end }: Range): Span {
  const { span, text, offsetAt } = expression;
  const first = offsetAt(Math.min(start, text.length));
  return { file: span.file, start: first, end: Math.max(first, endOf(expression, Math.min(end, text.length))) };
}

/** The last unit may be an escape of several characters, so the end is where the next one begins; the end of a block scalar lies behind its line break. */
function endOf({ span, text, offsetAt }: Expression, end: number): number {
  const next = offsetAt(end);
  return end < text.length || end === 0 || next < span.end ? next : offsetAt(end - 1) + 1;
}

/** A report of findings inside `expression`, as diagnostics of its file. */
export function reportIn(expression: Expression, report: Report): ReportFinding {
  return (code, range, message, help) => report(code, spanOf(expression, range), message, help);
}
