// SPDX-License-Identifier: Apache-2.0
import { open, rm } from 'node:fs/promises';
import { AssayError } from '@assay/core/errors';
import type { Entry, StoredEntry } from '../../entry/entry.ts';
import type { Appended } from '../log-store.ts';
import { compare } from '../same-decision.ts';
import { openAppender } from './appender.ts';
import { indexKeys, MAX_ENTRIES } from './index-of-keys.ts';
import { formatLine, parseLine } from './line.ts';

/** The one that writes a file. Calls come one after the other. */
export interface Writer {
  append(entries: readonly Entry[]): Promise<readonly Appended[]>;
  size: () => number;
  /** The entry of a key. */
  read(key: string): Promise<StoredEntry | undefined>;
  close(): Promise<void>;
}

/** Opens a file to write. A last line that was torn is cut off: its entry was never acknowledged. */
export async function openWriter(path: string): Promise<Writer> {
  await rm(`${path}.next`, { force: true }); // what a crash left of a file that was to replace it
  const index = await indexKeys(path);
  const file = await openAppender(path, index.end);
  let { size, next } = index;
  let isEnded = index.isEnded;

  return {
    async append(entries) {
      const added = new Map<string, Entry>();
      const results: Appended[] = [];
      for (const entry of entries) results.push(await resultOf(entry, added));
      if (added.size === 0) return results;
      if (index.places.size + added.size > MAX_ENTRIES)
        throw new AssayError('ERR_STORE_FULL', `the log \`${path}\` holds ${MAX_ENTRIES} entries: SQLite keeps more`);
      await write([...added.values()]);
      return results;
    },
    size: () => size,
    read,
    close: () => file.close(),
  };

  async function write(entries: readonly Entry[]): Promise<void> {
    const lead = isEnded ? '' : '\n';
    const lines = entries.map(formatLine);
    let offset = file.size() + lead.length;
    await file.append(lead + lines.join(''));
    isEnded = true;
    entries.forEach(({ key }, at) => {
      index.places.set(key, { offset, number: next++, position: size++ });
      offset += Buffer.byteLength(lines[at]!); // sound: a line for each
    });
  }

  async function resultOf(entry: Entry, added: Map<string, Entry>): Promise<Appended> {
    const before = added.get(entry.key) ?? (await read(entry.key));
    if (before !== undefined) return compare(before, entry);
    added.set(entry.key, entry);
    return 'stored';
  }

  async function read(key: string): Promise<StoredEntry | undefined> {
    const place = index.places.get(key);
    if (place === undefined) return undefined;
    const { entry } = parseLine(await lineAt(path, place.offset), { path, number: place.number });
    return { ...entry, position: place.position };
  }
}

const PIECE = 16_384;

/** The line that begins at an offset. */
async function lineAt(path: string, offset: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const pieces: Buffer[] = [];
    for (let at = offset; ; at += PIECE) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE), 0, PIECE, at);
      const piece = buffer.subarray(0, bytesRead);
      const end = piece.indexOf('\n');
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      if (end >= 0 || bytesRead < PIECE) return Buffer.concat(pieces).toString('utf8');
    }
  } finally {
    await file.close();
  }
}
