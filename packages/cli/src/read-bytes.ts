// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@assay/core/errors';
import { Failure } from './failure.ts';
import { readFailure } from './read-failure.ts';

/** All bytes of the stream that `open` gives, which has no encoding. Throws ERR_FILE_READ, or `tooLarge` where there are more than `maxSize`. */
export async function readBytes(
  open: () => AsyncIterable<unknown>,
  subject: string,
  maxSize: number,
  tooLarge: ErrorCode,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of open()) {
      size += (piece as Uint8Array).length; // sound: a stream without an encoding gives bytes
      if (size > maxSize) break;
      pieces.push(piece as Uint8Array);
    }
  } catch (cause) {
    throw readFailure(cause, subject, 'a file');
  }
  if (size > maxSize) throw new Failure(tooLarge, `expected at most ${maxSize} bytes, found more`, { subject });
  return Buffer.concat(pieces);
}

/** Bytes as text; a byte order mark stays where `keepMark` says so. Throws `code` where they are none. */
export function utf8(bytes: Uint8Array, subject: string, code: ErrorCode, keepMark = false): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepMark }).decode(bytes);
  } catch (cause) {
    throw new Failure(code, 'expected text, found bytes that are no UTF-8', { subject, cause });
  }
}
