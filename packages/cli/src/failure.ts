// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode, Problem } from '@assay/core/errors';

/** What is told of a failure beside its message. */
export interface FailureDetails {
  /** The input it is about, as the user named it; goes before each problem. */
  readonly subject?: string;
  readonly problems?: readonly Problem[];
  readonly help?: string;
  readonly cause?: unknown;
}

/** Input the command cannot work with: it ends with 2, and one line per problem. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: ErrorCode;
  readonly subject: string | undefined;
  readonly problems: readonly Problem[];
  readonly help: string | undefined;

  constructor(code: ErrorCode, message: string, { subject, problems = [], help, cause }: FailureDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.subject = subject;
    this.problems = problems;
    this.help = help;
  }
}
