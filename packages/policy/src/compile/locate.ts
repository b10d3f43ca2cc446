// SPDX-License-Identifier: Apache-2.0
import type { Span } from '../diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Expression } from '../document/policy-document.ts';
import type { Range } from '../expression/ast.ts';
import type { Report as ReportFinding } from '../expression/finding.ts';

/** Where a part of an expression stands in its file. */
export function spanOf({ span, text, offsetAt }: Expression, { start, end }: Range): Span {
  if (start >= text.length) return { file: span.file, start: span.end, end: span.end };
  const first = offsetAt(start);
  // the end of the last unit, not the beginning of the next: between them may be a quote or a fold
  return { file: span.file, start: first, end: end > start ? Math.max(first, offsetAt(end - 1) + 1) : first };
}

/** A report of findings inside `expression`, as diagnostics of its file. */
export function reportIn(expression: Expression, report: Report): ReportFinding {
  return (code, range, message, help) => report(code, spanOf(expression, range), message, help);
}
