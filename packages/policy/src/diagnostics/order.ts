// SPDX-License-Identifier: Apache-2.0
import type { Diagnostic } from '../diagnostic.ts';

/** Diagnostics as people read files: by file, by place, and the wider of two that begin together first. */
export function inFileOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compare(a.span.file, b.span.file) ||
      a.span.start - b.span.start ||
      b.span.end - a.span.end ||
      compare(a.code, b.code),
  );
}

// By code unit, so that the order is the same on every machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
