// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { jsonErrorAt } from '../json-error-at.ts';
import { readFailure } from './read-failure.ts';

/** In bytes. */
const MAX_SIZE = 8 * 1024 * 1024;

/** The JSON of a file, or of standard input for `-`. Throws ERR_FILE_READ, with the line and column where it is no JSON. */
export async function readJson(name: string, io: Io): Promise<unknown> {
  const subject = name === '-' ? 'standard input' : name;
  return parseJson(await readText(name, subject, io), subject);
}

/** The JSON of a text. Throws ERR_FILE_READ, with line and column. */
export function parseJson(text: string, subject: string): unknown {
  if (text.trim() === '') throw new Failure('ERR_FILE_READ', 'expected JSON, found nothing', { subject });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { line, column, message } = jsonErrorAt(text);
    throw new Failure('ERR_FILE_READ', `expected JSON: ${message}`, { subject: `${subject}:${line}:${column}`, cause });
  }
}

async function readText(name: string, subject: string, io: Io): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of name === '-' ? io.stdin() : createReadStream(resolve(io.cwd, name))) {
      size += (piece as Uint8Array).length; // sound: a stream without an encoding gives bytes
      if (size > MAX_SIZE) break;
      pieces.push(piece as Uint8Array);
    }
  } catch (cause) {
    throw readFailure(cause, subject);
  }
  if (size > MAX_SIZE)
    throw new Failure('ERR_FILE_READ', `expected at most ${MAX_SIZE} bytes, found more`, { subject });
  return utf8(Buffer.concat(pieces), subject);
}

/** Bytes as text. Throws ERR_FILE_READ where they are no UTF-8. */
export function utf8(bytes: Uint8Array, subject: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('ERR_FILE_READ', 'expected UTF-8 text', { subject, cause });
  }
}
