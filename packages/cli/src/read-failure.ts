// SPDX-License-Identifier: Apache-2.0
import { errorCode } from './error-code.ts';
import { Failure } from './failure.ts';

/** What is told where `subject`, which should be `what`, could not be read; a Failure is told as it is. */
export function readFailure(cause: unknown, subject: string, what: string): Failure {
  if (cause instanceof Failure) return cause;
  return new Failure('ERR_FILE_READ', reasonOf(errorCode(cause) ?? 'unknown reason', what), { subject, cause });
}

function reasonOf(code: string, what: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `expected ${what}, found nothing`;
    case 'EISDIR':
      return 'expected a file, found a folder';
    case 'EACCES':
      return 'expected a file that may be read';
    default:
      return `could not be read (${code})`;
  }
}
