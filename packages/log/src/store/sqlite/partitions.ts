// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import type { Partition } from '../log-store.ts';
import { transaction } from './driver.ts';

export const DAY_MS = 86_400_000;

/** The days that have entries, the oldest first. */
export function partitionsOf(db: DatabaseSync): readonly Partition[] {
  return db
    .prepare(`SELECT time / ${DAY_MS} AS day, count(*) AS entries FROM entry GROUP BY 1 ORDER BY 1`)
    .all()
    .map(({ day, entries }) => ({
      day: new Date(Number(day) * DAY_MS).toISOString().slice(0, 10),
      entries: Number(entries),
    }));
}

/** Drops the entries of a day, or none where they are not as many as `expected`; the hashes of their leaves stay, so that the tree does. */
export function dropPartition(db: DatabaseSync, day: string, expected?: number): number {
  const from = Date.parse(day);
  const to = from + DAY_MS;
  const dropped = transaction(db, () => {
    const found = db.prepare('SELECT count(*) AS entries FROM entry WHERE time >= ? AND time < ?').get(from, to);
    if (expected !== undefined && Number(found?.['entries']) !== expected) return 0;
    db.prepare('INSERT INTO dropped SELECT position, key, leaf FROM entry WHERE time >= ? AND time < ?').run(from, to);
    return Number(db.prepare('DELETE FROM entry WHERE time >= ? AND time < ?').run(from, to).changes);
  });
  if (dropped > 0) vacuum(db);
  return dropped;
}

/** Takes openings and subjects away. `secure_delete` would not do: what a page held before it was split stays in its gaps until the file is written anew. */
export function eraseEntries(db: DatabaseSync, keys: readonly string[]): void {
  transaction(db, () => {
    const erase = db.prepare(`UPDATE entry SET openings = '{}', subject = NULL WHERE key = ?`);
    for (const key of keys) erase.run(key);
  });
  vacuum(db);
}

/** Writes the file anew: what is gone is not in it, nor in its journal, and the room is given back to the disk. */
function vacuum(db: DatabaseSync): void {
  db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
}
