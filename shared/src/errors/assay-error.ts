// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from './registry.ts';

/** One thing wrong with a value, and where: `path` is a JSON pointer into it ("" is the whole). */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** A bug, a broken environment or an unusable input: the coded error of the project. Refusals and bad documents are values instead. */
export class AssayError extends Error {
  override readonly name = 'AssayError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  constructor(code: ErrorCode, message: string, options: { problems?: readonly Problem[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.problems = options.problems ?? [];
  }
}

/** Whether `value` is an AssayError, of this or another copy of the package. */
export function isAssayError(value: unknown): value is AssayError {
  return value instanceof Error && value.name === 'AssayError' && 'code' in value;
}
