// SPDX-License-Identifier: Apache-2.0
import { open, type FileHandle } from 'node:fs/promises';
import { AssayError } from '@assay/core/errors';
import { isErrno } from '../../is-errno.ts';

/** A line as it is in a file. */
export interface RawLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Of its first byte. */
  readonly offset: number;
  /** Behind its line break. */
  readonly end: number;
  /** False: the last of the file, without a line break. */
  readonly isEnded: boolean;
}

const CHUNK = 1 << 20;
const LONGEST_LINE = 64 << 20;
const BREAK = 0x0a;

/** The lines of a file, as many at once as were read together; empty ones are counted and left out. A file that is not there has none. */
export async function* rawLines(path: string): AsyncGenerator<readonly RawLine[]> {
  const file = await openIfThere(path);
  if (file === undefined) return;
  try {
    const chunk = Buffer.alloc(CHUNK);
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    let number = 1;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK, offset + rest.length);
      const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
      const isEnd = bytesRead === 0;
      const lines: RawLine[] = [];
      let start = 0;
      for (let end = bytes.indexOf(BREAK); end >= 0; end = bytes.indexOf(BREAK, start)) {
        const text = bytes.toString('utf8', start, end);
        add(lines, { text, number: number++, offset: offset + start, end: offset + end + 1, isEnded: true });
        start = end + 1;
      }
      if (isEnd) {
        const text = bytes.toString('utf8', start);
        add(lines, { text, number, offset: offset + start, end: offset + bytes.length, isEnded: false });
      }
      if (lines.length > 0) yield lines;
      if (isEnd) return;
      rest = bytes.subarray(start);
      offset += start;
      if (rest.length > LONGEST_LINE)
        throw new AssayError('ERR_LOG_CORRUPT', `\`${path}:${number}\` is no line of a log`);
    }
  } finally {
    await file.close();
  }
}

function add(lines: RawLine[], line: RawLine): void {
  if (line.text.trim() !== '') lines.push(line);
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    if (isErrno(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}
