// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { Entry, StoredEntry } from '../../entry/entry.ts';
import type { Appended } from '../log-store.ts';
import { compare } from '../same-decision.ts';
import { createDays, daysOf } from './days.ts';
import type { Db } from './db.ts';
import { digestOf } from './digest.ts';
import { codeOf } from './errors.ts';
import { ENTRY_COLUMNS, entryOfRow } from './rows.ts';
import type { Shapes } from './shapes.ts';

interface Placed {
  readonly entry: Entry;
  readonly day: string;
}

/** What writes entries: all of a batch or none. Several hosts may have one each. */
export function createAppend(db: Db, shapes: Shapes): (entries: readonly Entry[]) => Promise<readonly Appended[]> {
  const days = createDays(db);

  const insert = async (batch: readonly Placed[]): Promise<ReadonlySet<string>> => {
    const ids = await shapes.idsOf(batch.map(({ entry }) => entry));
    await days.prepare(batch.map(({ entry: { time }, day }) => ({ day, time })));
    return insertRows(db, batch, ids);
  };

  return async (entries) => {
    if (entries.length === 0) return [];
    const dayOf = await daysOf(db, entries);
    const firsts = new Map<string, Placed>();
    entries.forEach((entry, at) => {
      if (!firsts.has(entry.key)) firsts.set(entry.key, { entry, day: dayOf[at]! }); // sound: one for each entry
    });
    // in the order of the index: two who write the same entries wait for each other in the same order, and so never forever
    const batch = [...firsts.values()].toSorted((a, b) =>
      a.day === b.day ? order(a.entry.key, b.entry.key) : order(a.day, b.day),
    );
    const stored = await insert(batch).catch((cause: unknown) => {
      if (!isWithoutPartition(cause)) throw cause;
      days.forget();
      return insert(batch);
    });
    const before = await readRows(
      db,
      batch.filter(({ entry }) => !stored.has(entry.key)),
    );
    const told = new Set<string>();
    return entries.map((entry) => {
      const { key } = entry;
      if (stored.has(key)) {
        if (told.has(key)) return compare(firsts.get(key)!.entry, entry); // sound: every key is there
        told.add(key);
        return 'stored';
      }
      const known = before.get(key);
      if (known === undefined)
        throw new AssayError('ERR_STORE_LOCKED', 'a day of the log was dropped while it was written to');
      return compare(known, entry);
    });
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : 1);

/** `check_violation`: of a partitioned table that there is none for the row. */
const isWithoutPartition = (cause: unknown): boolean => codeOf(cause) === '23514';

/**
 * One statement, and so one transaction and one way there and back; returns the keys that are new. A copy into a table of the connection, and from there, took 1.1 times
 * as long at 200 entries on the same machine, and four ways.
 */
async function insertRows(
  { query, s }: Db,
  batch: readonly Placed[],
  shapes: ReadonlyMap<string, number>,
): Promise<ReadonlySet<string>> {
  const column = (of: (placed: Placed) => unknown): readonly unknown[] => batch.map(of);
  const rows = await query(
    `WITH new AS (
       INSERT INTO ${s}.entry (day, key, time, subject, shape, writer, seq, body, openings)
       SELECT * FROM unnest($1::date[], $2::text[], $3::bigint[], $4::bytea[], $5::integer[], $6::text[], $7::bigint[], $8::text[], $9::text[])
       ON CONFLICT DO NOTHING RETURNING id, day, key, subject, shape
     ), waiting AS (
       INSERT INTO ${s}.pending SELECT new.id, new.day, new.key, l.hash FROM new JOIN unnest($2::text[], $10::bytea[]) AS l (key, hash) USING (key)
     ), subjects AS (
       INSERT INTO ${s}.subject_day SELECT DISTINCT subject, day FROM new WHERE subject IS NOT NULL ORDER BY 1, 2 ON CONFLICT DO NOTHING
     ), shapes AS (
       INSERT INTO ${s}.shape_day SELECT DISTINCT shape, day FROM new ORDER BY 1, 2 ON CONFLICT DO NOTHING
     )
     SELECT key FROM new`,
    [
      column(({ day }) => day),
      column(({ entry }) => entry.key),
      column(({ entry }) => entry.time),
      column(({ entry }) => (entry.subject === undefined ? null : digestOf(entry.subject))),
      column(({ entry }) => shapes.get(entry.shapeDigest)),
      column(({ entry }) => entry.writer),
      column(({ entry }) => entry.seq),
      column(({ entry }) => entry.body),
      column(({ entry }) => entry.openings),
      column(({ entry }) => entry.leaf),
    ],
  );
  return new Set(rows.map(({ key }) => String(key)));
}

async function readRows({ query, s }: Db, known: readonly Placed[]): Promise<ReadonlyMap<string, StoredEntry>> {
  if (known.length === 0) return new Map();
  const rows = await query(
    `SELECT ${ENTRY_COLUMNS} FROM ${s}.entry e WHERE e.day = ANY($1::date[]) AND e.key = ANY($2::text[])`,
    [[...new Set(known.map(({ day }) => day))], known.map(({ entry }) => entry.key)],
  );
  return new Map(rows.map(entryOfRow).map((entry) => [entry.key, entry]));
}
