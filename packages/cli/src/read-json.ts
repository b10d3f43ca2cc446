// SPDX-License-Identifier: Apache-2.0
import { createReadStream, type ReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { ErrorCode } from '@assay/core/errors';
import { Failure } from './failure.ts';
import type { Io } from './io.ts';
import { jsonErrorAt } from './json-error-at.ts';
import { readBytes, utf8 } from './read-bytes.ts';

/** How much a reader takes, and the codes of what it does not take. */
export interface Reading {
  /** In bytes. */
  readonly maxSize: number;
  readonly tooLarge: ErrorCode;
  readonly noJson: ErrorCode;
}

/** How a file is called in messages: as named, `-` in words. */
export function subjectOf(name: string): string {
  return name === '-' ? 'standard input' : name;
}

/** The JSON of a file, or of standard input for `-`. Throws ERR_FILE_READ, or a code of `reading`, with line and column where it is no JSON. */
export async function readJson(name: string, io: Io, reading: Reading): Promise<unknown> {
  const { maxSize, tooLarge, noJson } = reading;
  const subject = subjectOf(name);
  const open = name === '-' ? io.stdin : (): ReadStream => createReadStream(resolve(io.cwd, name)); // a name may be no path at all
  return parseJson(utf8(await readBytes(open, subject, maxSize, tooLarge), subject, noJson), subject, noJson);
}

/** The JSON of a text. Throws `code`, with line and column. */
export function parseJson(text: string, subject: string, code: ErrorCode): unknown {
  if (text.trim() === '') throw new Failure(code, 'expected JSON, found nothing', { subject });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const { line, column, message } = jsonErrorAt(text);
    throw new Failure(code, `expected JSON: ${message}`, { subject: `${subject}:${line}:${column}`, cause });
  }
}
