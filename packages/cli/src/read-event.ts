// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode } from './error-code.ts';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import { jsonErrorAt } from './json-error-at.ts';

/** In bytes; the largest event an adapter reads is a quarter of it. */
const MAX_SIZE = 1024 * 1024;

/** How an event is called in messages: the file as named, `-` in words. */
export function subjectOf(name: string): string {
  return name === '-' ? 'standard input' : name;
}

/** The JSON of an event from a file, or of standard input for `-`. Throws ERR_FILE_READ, ERR_EVENT_LIMIT or ERR_EVENT_SYNTAX. */
export async function readEvent(name: string, io: Io): Promise<unknown> {
  const subject = subjectOf(name);
  const text = decode(await readBytes(name, subject, io), subject);
  if (text.trim() === '') throw new Failure('ERR_EVENT_SYNTAX', 'expected JSON, found nothing', { subject });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { line, column, message } = jsonErrorAt(text);
    throw new Failure('ERR_EVENT_SYNTAX', `expected JSON: ${message}`, {
      subject: `${subject}:${line}:${column}`,
      cause,
    });
  }
}

async function readBytes(name: string, subject: string, io: Io): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of name === '-' ? io.stdin() : createReadStream(resolve(io.cwd, name))) {
      size += (piece as Uint8Array).length; // sound: a stream without an encoding gives bytes
      if (size > MAX_SIZE) break;
      pieces.push(piece as Uint8Array);
    }
  } catch (cause) {
    throw new Failure('ERR_FILE_READ', reasonOf(cause), { subject, cause });
  }
  if (size > MAX_SIZE)
    throw new Failure('ERR_EVENT_LIMIT', `expected at most ${MAX_SIZE} bytes, found more`, { subject });
  return Buffer.concat(pieces);
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'expected a file, found nothing',
  EISDIR: 'expected a file, found a folder',
  EACCES: 'expected a file that may be read',
  ENOTDIR: 'expected a file, found nothing',
};

function reasonOf(cause: unknown): string {
  const code = errorCode(cause) ?? 'unknown reason';
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? `could not be read (${code})`;
}

function decode(bytes: Uint8Array, subject: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('ERR_EVENT_SYNTAX', 'expected JSON, found bytes that are no UTF-8 text', { subject, cause });
  }
}
