// SPDX-License-Identifier: Apache-2.0
import { open } from 'node:fs/promises';
import { AssayError } from '@assay/core/errors';
import { isErrno } from '../../is-errno.ts';

/** Adds text to a file: all of it and durably, or none. */
export interface Appender {
  readonly size: () => number;
  /** Rejects with ERR_STORE_FULL or ERR_SINK_WRITE; the file is as it was. */
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Opens a file to add to, and makes it, for its owner only. What is behind `size` is cut off first. */
export async function openAppender(path: string, size: number): Promise<Appender> {
  const file = await open(path, 'a+', 0o600);
  let safe = size;
  let isCut = (await file.stat()).size === size;
  /** Back to what is safe. */
  const cut = async (): Promise<void> => {
    await file.truncate(safe);
    await file.datasync();
    isCut = true;
  };
  const write = async (text: string): Promise<void> => {
    if (!isCut) await cut();
    isCut = false;
    const bytes = Buffer.from(text, 'utf8');
    await file.appendFile(bytes);
    await file.datasync();
    safe += bytes.length;
    isCut = true;
  };
  return {
    size: () => safe,
    async append(text) {
      try {
        await write(text);
      } catch (cause) {
        // where even that fails, it is done before the next write, or by the next process
        await cut().catch(() => undefined);
        throw writeError(path, cause);
      }
    },
    close: () => file.close(),
  };
}

/** The coded error of a write that failed. */
export const writeError = (path: string, cause: unknown): AssayError =>
  FULL.some((code) => isErrno(cause, code))
    ? new AssayError('ERR_STORE_FULL', `the log \`${path}\`: the disk is full`, { cause })
    : new AssayError('ERR_SINK_WRITE', `the log \`${path}\` could not be written`, { cause });
