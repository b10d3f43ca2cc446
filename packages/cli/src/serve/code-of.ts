// SPDX-License-Identifier: Apache-2.0
import { isAssayError, type ErrorCode } from '@assay/core/errors';
import { Failure } from '../failure.ts';

/** The code of what was thrown: all of it that goes into a log line. */
export const codeOf = (cause: unknown): ErrorCode =>
  isAssayError(cause) || cause instanceof Failure ? cause.code : 'ERR_INTERNAL';
