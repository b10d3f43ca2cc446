// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode } from '../error-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';

/** Writes a new file that its owner alone may read. Throws ERR_FILE_EXISTS or ERR_FILE_WRITE. */
export function writePrivate(path: string, text: string, { cwd }: Pick<Io, 'cwd'>): void {
  try {
    writeFileSync(resolve(cwd, path), text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST')
      throw new Failure('ERR_FILE_EXISTS', 'exists already', {
        subject: path,
        help: 'another `--out` keeps it',
        cause,
      });
    throw new Failure('ERR_FILE_WRITE', `could not be written (${errorCode(cause) ?? 'unknown reason'})`, {
      subject: path,
      cause,
    });
  }
}
