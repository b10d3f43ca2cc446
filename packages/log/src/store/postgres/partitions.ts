// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import type { Partition } from '../log-store.ts';
import { daysOfKeys, daysWith, tableOf } from './days.ts';
import type { Db } from './db.ts';
import { ENTRY_COLUMNS, entryOfRow, positionIn } from './rows.ts';
import { MAX_DAYS } from './walk.ts';

/** The days that have entries, the oldest first. */
export async function partitionsOf(db: Db): Promise<readonly Partition[]> {
  const days = (await daysWith(db)).map(({ day }) => day);
  const found: Partition[] = [];
  for (let at = 0; at < days.length; at += MAX_DAYS) {
    const rows = await db.query(
      `SELECT day::text, count(*) AS entries FROM ${db.s}.entry WHERE day = ANY($1::date[]) GROUP BY day ORDER BY day`,
      [days.slice(at, at + MAX_DAYS)],
    );
    for (const { day, entries } of rows) found.push({ day: String(day), entries: Number(entries) });
  }
  return found;
}

const CHUNK = 500;

/** The entries of a day, in the order of their keys. */
export async function* partitionOf({ query, s }: Db, day: string): AsyncGenerator<StoredEntry> {
  for (let after = ''; ;) {
    const rows = await query(
      `SELECT ${ENTRY_COLUMNS}, ${positionIn(s, 'e')} FROM ${s}.entry e WHERE e.day = $1 AND e.key > $2 ORDER BY e.key LIMIT ${CHUNK}`,
      [day, after],
    );
    for (const row of rows) yield entryOfRow(row);
    if (rows.length < CHUNK) return;
    after = String(rows.at(-1)?.['key']);
  }
}

/**
 * Drops the partition of a day, unless it holds another number of entries than `expected`. Its hashes are in the tree, or wait to be put there. First it is taken out
 * and renamed, then dropped: what an interruption leaves behind goes with the next call.
 */
export async function dropPartition(db: Db, day: string, expected?: number): Promise<number> {
  const { s } = db;
  const old = `${s}.dropped_${tableOf(day)}`;
  return db.maintain(async (query) => {
    await query(`DROP TABLE IF EXISTS ${old}`);
    await query('BEGIN');
    const [there] = await query(`SELECT 1 FROM ${s}.day WHERE day = $1 FOR UPDATE`, [day]);
    if (there === undefined) return end(query, 'ROLLBACK', 0);
    await query(`ALTER TABLE ${s}.entry DETACH PARTITION ${s}.${tableOf(day)}`);
    const [row] = await query(`SELECT count(*) AS entries FROM ${s}.${tableOf(day)}`);
    const entries = Number(row?.['entries']);
    if (expected !== undefined && entries !== expected) return end(query, 'ROLLBACK', 0);
    await query(`ALTER TABLE ${s}.${tableOf(day)} RENAME TO dropped_${tableOf(day)}`);
    for (const table of ['day', 'odd_key', 'subject_day', 'shape_day'])
      await query(`DELETE FROM ${s}.${table} WHERE day = $1`, [day]);
    await query('COMMIT');
    return end(query, `DROP TABLE ${old}`, entries);
  });
}

async function end(query: Db['query'], statement: string, dropped: number): Promise<number> {
  await query(statement);
  return dropped;
}

/** Takes openings and subjects away. The old versions of the rows go with VACUUM, and what statistics know of them with ANALYZE. */
export async function eraseEntries(db: Db, keys: readonly string[]): Promise<void> {
  const { s } = db;
  const dayOf = await daysOfKeys(db, keys);
  const days = [...new Set(dayOf.values())].toSorted();
  await db.transaction(async (query) => {
    // who writes an entry of the same subject waits, and then finds that the day is not listed for it any more
    await query(`LOCK TABLE ${s}.subject_day IN SHARE ROW EXCLUSIVE MODE`);
    for (const day of days) {
      const those = [day, keys.filter((key) => dayOf.get(key) === day)];
      const rows = await query(
        `SELECT DISTINCT subject FROM ${s}.entry WHERE day = $1 AND key = ANY($2::text[])`,
        those,
      );
      await query(
        `UPDATE ${s}.entry SET openings = '{}', subject = NULL WHERE day = $1 AND key = ANY($2::text[])`,
        those,
      );
      await query(
        `DELETE FROM ${s}.subject_day d WHERE day = $1 AND subject = ANY($2::bytea[])
         AND NOT EXISTS (SELECT 1 FROM ${s}.entry e WHERE e.day = $1 AND e.subject = d.subject)`,
        [day, rows.map(({ subject }) => subject)],
      );
    }
  });
  const there = new Set((await daysWith(db)).map(({ day }) => day));
  await db.maintain(async (query) => {
    for (const table of [...days.filter((day) => there.has(day)).map(tableOf), 'subject_day'])
      await query(`VACUUM (ANALYZE) ${s}.${table}`);
  });
}
