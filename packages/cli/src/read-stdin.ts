// SPDX-License-Identifier: Apache-2.0
import { errorCode } from './error-code.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';

/** In bytes; a text of a file may have a third of it in characters. */
const MAX_SIZE = 3 * 1024 * 1024;
const subject = 'standard input';

/** The text of standard input. Throws ERR_FILE_READ where there is none, or too much of it, or it is no UTF-8. */
export async function readStdin({ stdin }: Io): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of stdin()) {
      size += piece.length;
      if (size > MAX_SIZE) break;
      pieces.push(piece);
    }
  } catch (cause) {
    const reason = `could not be read (${errorCode(cause) ?? 'unknown reason'})`;
    throw new Failure('ERR_FILE_READ', reason, { subject, cause });
  }
  if (size > MAX_SIZE)
    throw new Failure('ERR_FILE_READ', `expected at most ${MAX_SIZE} bytes, found more`, { subject });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(pieces));
  } catch (cause) {
    throw new Failure('ERR_FILE_READ', 'expected UTF-8 text', { subject, cause });
  }
}
