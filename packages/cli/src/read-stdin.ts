// SPDX-License-Identifier: Apache-2.0
import type { Io } from './io.ts';
import { readBytes, utf8 } from './read-bytes.ts';

/** In bytes; a text of a file may have a third of it in characters. */
const MAX_SIZE = 3 * 1024 * 1024;
const SUBJECT = 'standard input';

/** The text of standard input, with its byte order mark. Throws ERR_FILE_READ where there is none, or too much of it, or it is no UTF-8. */
export async function readStdin({ stdin }: Io): Promise<string> {
  const bytes = await readBytes(stdin, SUBJECT, MAX_SIZE, 'ERR_FILE_READ');
  return utf8(bytes, SUBJECT, 'ERR_FILE_READ', true);
}
