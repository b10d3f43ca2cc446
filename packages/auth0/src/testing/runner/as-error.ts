// SPDX-License-Identifier: Apache-2.0
import { types } from 'node:util';

/** What an Action threw, as an error: whatever it is, and whichever realm made it. */
export function asError(thrown: unknown): Error {
  if (types.isNativeError(thrown) || thrown instanceof Error) return thrown;
  if (!thrown) return new Error('Unknown error');
  return new Error(textOf(thrown));
}

/** The message of an error, as text, though an Action may have put anything there. */
export function messageOf(thrown: unknown): string {
  try {
    return textOf(asError(thrown).message);
  } catch {
    return 'Unknown error';
  }
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'Unknown error';
  }
}
