// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from './diagnostic-codes.ts';

/** A range of a file: offsets into its text, in UTF-16 units, the end not included. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** One mistake or remark about a document: what, where, and (`help`) what to do about it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help?: string;
  readonly span: Span;
}

/** A value and where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}
