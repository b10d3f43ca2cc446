// SPDX-License-Identifier: Apache-2.0
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'expected a file or a folder, found nothing'],
  ['ENOTDIR', 'expected a file or a folder, found nothing'],
  ['EISDIR', 'expected a file, found a folder'],
  ['EACCES', 'expected a file that may be read'],
]);

/** What is told where reading `subject` failed; a Failure is told as it is. */
export function readFailure(cause: unknown, subject: string): Failure {
  if (cause instanceof Failure) return cause;
  const code = errorCode(cause) ?? 'unknown reason';
  return new Failure('ERR_FILE_READ', REASONS.get(code) ?? `could not be read (${code})`, { subject, cause });
}
