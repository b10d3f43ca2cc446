// SPDX-License-Identifier: Apache-2.0
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './error-code.ts';
import { Failure } from './failure.ts';

/**
 * Replaces the text of the file at `path`, which exists: whoever reads it sees the old text or the new one, and never a part of one.
 * Its mode stays. Throws ERR_FILE_WRITE, the file as it was; `subject` names it there.
 */
export function replaceFile(path: string, text: string, subject: string): void {
  let beside: string | undefined;
  try {
    const real = realpathSync(path);
    const { mode } = statSync(real);
    beside = join(dirname(real), `.${basename(real)}.${process.pid}.new`);
    const file = openSync(beside, 'wx', mode & 0o777);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // What the process may not set for new files by default, it may for this one.
    chmodSync(beside, mode & 0o777);
    renameSync(beside, real);
  } catch (cause) {
    if (beside !== undefined && errorCode(cause) !== 'EEXIST') rmSync(beside, { force: true });
    throw new Failure('ERR_FILE_WRITE', `could not be written (${errorCode(cause) ?? 'unknown reason'})`, {
      subject,
      cause,
    });
  }
}
