// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import type { Range } from './ast.ts';

/** A mistake inside one expression, by its place in the expression's text; the compiler turns it into a Diagnostic of the file. */
export interface Finding extends Range {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help?: string;
}

/** Collects findings. */
export type Report = (code: DiagnosticCode, range: Range, message: string, help?: string) => void;
