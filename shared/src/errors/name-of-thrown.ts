// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from './assay-error.ts';

/** A kind of error, and nothing that might be text. */
const KIND = /^[A-Z][A-Za-z]{0,40}$/;

/** What was thrown, in words of our own: the text of an unknown error may hold anything of an event, and its members may be made to throw. Never throws. */
export function nameOfThrown(cause: unknown): string {
  try {
    if (isAssayError(cause)) return `${cause.code}: ${cause.message}`;
    const name = cause instanceof Error ? cause.name : typeof cause;
    return `unexpected ${cause instanceof Error && !KIND.test(name) ? 'Error' : name}`;
  } catch {
    return 'unexpected Error';
  }
}
