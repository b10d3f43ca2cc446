// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { pipeline, Readable } from 'node:stream';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { readFailure } from '../read-failure.ts';
import { subjectOf } from '../read-json.ts';

const PATIENCE_MS = 60_000;

/** The bytes of an export: a file, standard input for `-`, or what an address gives. What is compressed with gzip is unpacked. Throws ERR_FILE_READ. */
export async function* readExport(from: string, io: Io, token: string | undefined): AsyncGenerator<Uint8Array> {
  const source = /^https?:\/\//.test(from)
    ? fetched(from, token)
    : from === '-'
      ? io.stdin()
      : createReadStream(resolve(io.cwd, from));
  try {
    yield* unpacked(source);
  } catch (cause) {
    throw cause instanceof Failure ? cause : readFailure(cause, subjectOf(from), 'a file');
  }
}

async function* fetched(url: string, token: string | undefined): AsyncGenerator<Uint8Array> {
  const failed = (why: string, cause?: unknown): Failure =>
    new Failure('ERR_FILE_READ', why, { subject: new URL(url).origin, ...(cause !== undefined && { cause }) });
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      // a credential goes where it was meant to go, and nowhere else
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw failed('it did not answer', cause);
  }
  if (!response.ok || response.body === null) throw failed(`it answered ${response.status}`);
  yield* response.body;
}

/** RFC 1952: the first two bytes. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const { value: first, done = false } = await pieces.next();
  if (done || first === undefined) return;
  const whole = (async function* (): AsyncGenerator<Uint8Array> {
    yield first;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  })();
  if (!isGzip(first)) yield* whole;
  // an error of either is thrown where it is read
  else yield* pipeline(Readable.from(whole), createGunzip(), () => undefined) as AsyncIterable<Uint8Array>; // sound: without an encoding it gives bytes
}
