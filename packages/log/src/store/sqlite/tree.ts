// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import type { StoredEntry } from '../../entry/entry.ts';
import type { Leaf, StoredCheckpoint } from '../log-store.ts';
import { ENTRY_COLUMNS, entryOfRow, type EntryRow } from './rows.ts';

const CHUNK = 1000;

/** Entries in the order of the tree, a thousand at a time: other work goes on in between, and memory stays flat. */
export async function* entriesOf(db: DatabaseSync, from: number): AsyncGenerator<StoredEntry> {
  const read = db.prepare(`SELECT ${ENTRY_COLUMNS} WHERE e.position >= ? ORDER BY e.position LIMIT ${CHUNK}`);
  for (let next = from; ;) {
    const rows = read.all(next) as unknown as EntryRow[]; // sound: the columns asked for
    for (const row of rows) yield entryOfRow(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < CHUNK) return;
    next = last.position + 1;
  }
}

/** Leaves of the tree, of entries that were dropped, too. */
export async function* leavesOf(db: DatabaseSync, from: number, to: number): AsyncGenerator<Leaf> {
  const read = db.prepare(
    `SELECT position, key, leaf AS hash FROM entry WHERE position >= ? AND position < ?
     UNION ALL SELECT position, key, hash FROM dropped WHERE position >= ? AND position < ? ORDER BY 1`,
  );
  for (let start = from; start < to; start += CHUNK) {
    const end = Math.min(to, start + CHUNK);
    for (const { position, key, hash } of read.all(start, end, start, end))
      yield { position: Number(position), key: String(key), hash: hash as Uint8Array }; // sound: the column is a BLOB
  }
}

/** How many leaves there are. */
export function sizeOf(db: DatabaseSync): number {
  const row = db
    .prepare(
      'SELECT max(coalesce((SELECT max(position) FROM entry), -1), coalesce((SELECT max(position) FROM dropped), -1)) + 1 AS size',
    )
    .get();
  return Number(row?.['size']);
}

export function checkpointsOf(db: DatabaseSync): readonly StoredCheckpoint[] {
  return db
    .prepare('SELECT size, note, frontier, time FROM checkpoint ORDER BY size')
    .all()
    .map(({ size, note, frontier, time }) => ({
      size: Number(size),
      note: String(note),
      frontier: {
        size: Number(size),
        roots: (JSON.parse(String(frontier)) as string[]).map((root) => Buffer.from(root, 'base64')), // sound: we wrote it
      },
      time: Number(time),
    }));
}

export function addCheckpoint(db: DatabaseSync, { size, note, frontier, time }: StoredCheckpoint): void {
  const roots = frontier.roots.map((root) => Buffer.from(root).toString('base64'));
  db.prepare('INSERT INTO checkpoint VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    size,
    note,
    JSON.stringify(roots),
    time,
  );
}
