// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import type { Partition } from '../log-store.ts';
import { allDays, daysOfKeys, tableOf } from './days.ts';
import type { Db } from './db.ts';
import { ENTRY_COLUMNS, entryOfRow } from './rows.ts';
import { MAX_DAYS } from './walk.ts';

/** The days that have entries, the oldest first. */
export async function partitionsOf(db: Db): Promise<readonly Partition[]> {
  const days = (await allDays(db)).map(({ day }) => day);
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
      `SELECT f.*, l.position FROM (SELECT ${ENTRY_COLUMNS} FROM ${s}.entry e WHERE e.day = $1 AND e.key > $2 ORDER BY e.key LIMIT ${CHUNK}) f
       LEFT JOIN ${s}.leaf l ON l.entry = f.id ORDER BY f.key`,
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
    await query(`DELETE FROM ${s}.day WHERE day = $1`, [day]);
    await query(`DELETE FROM ${s}.odd_key WHERE day = $1`, [day]);
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
    for (const day of days)
      await query(`UPDATE ${s}.entry SET openings = '{}', subject = NULL WHERE day = $1 AND key = ANY($2::text[])`, [
        day,
        keys.filter((key) => dayOf.get(key) === day),
      ]);
  });
  const there = new Set((await allDays(db)).map(({ day }) => day));
  await db.maintain(async (query) => {
    for (const day of days.filter((of) => there.has(of))) await query(`VACUUM (ANALYZE) ${s}.${tableOf(day)}`);
  });
}
