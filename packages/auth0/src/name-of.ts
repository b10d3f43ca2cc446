// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';

/** What failed, in words of our own: the text of an unknown error may hold anything, and reading it may run anything. Never throws. */
export function nameOf(cause: unknown): string {
  try {
    if (isAssayError(cause)) return cause.code;
    const name: unknown = cause instanceof Error ? cause.name : typeof cause;
    return `unexpected ${typeof name === 'string' && /^[A-Za-z]{1,40}$/.test(name) ? name : 'error'}`;
  } catch {
    return 'unexpected error';
  }
}
