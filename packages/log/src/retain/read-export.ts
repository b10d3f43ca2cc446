// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { AssayError } from '@assay/core/errors';
import { KINDS, type StoredEntry } from '../entry/entry.ts';
import { parseObject } from '../parse-object.ts';
import { leafHash } from '../tree/hashes.ts';

/** The entries of an export, in its order; the leaf of each is computed anew from its body. Rejects with ERR_EXPORT for what is none. */
export async function* readExport(file: string): AsyncGenerator<StoredEntry> {
  let number = 0;
  try {
    const source = createReadStream(file);
    const text = createGunzip();
    source.once('error', (cause) => text.destroy(cause)).pipe(text);
    // over the stream and not the lines: those end without an error where it does not
    for await (const line of linesOf(text)) {
      number++;
      const entry = parseEntry(line);
      if (entry === undefined) throw new AssayError('ERR_EXPORT', `line ${number} of \`${file}\` is no entry`);
      yield entry;
    }
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    throw new AssayError('ERR_EXPORT', `\`${file}\` could not be read, after line ${number}`, { cause });
  }
}

async function* linesOf(text: NodeJS.ReadableStream): AsyncGenerator<string> {
  let failure: unknown;
  text.once('error', (cause) => (failure = cause));
  yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  if (failure !== undefined) throw failure;
}

function parseEntry(line: string): StoredEntry | undefined {
  const value = parseObject(line);
  if (value === undefined) return undefined;
  const { kind, key, time, subject, writer, seq, position, body, openings } = value;
  const isEntry =
    KINDS.some((known) => known === kind) &&
    [key, writer, body, openings].every((text) => typeof text === 'string') &&
    [time, seq, ...(position === undefined ? [] : [position])].every(Number.isSafeInteger) &&
    (subject === undefined || typeof subject === 'string');
  return isEntry ? ({ ...value, leaf: leafHash(String(body)) } as unknown as StoredEntry) : undefined; // sound: just checked
}
