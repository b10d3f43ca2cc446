// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import type { Leaf, StoredCheckpoint } from '../log-store.ts';
import { lockOf, type Db, type Row } from './db.ts';
import { codeOf } from './errors.ts';
import { ENTRY_COLUMNS, entryOfRow } from './rows.ts';

/** Entries put into the tree by one transaction. */
const SEQUENCED = 20_000;
/** Entries read at once: memory stays flat, and other work goes on in between. */
const CHUNK = 500;

/** Gives what waits its position, in the order it was written; whoever else does so waits. Returns the size of the tree. */
export async function sequence(db: Db): Promise<number> {
  while ((await sequenceSome(db)) === SEQUENCED);
  return sizeOf(db);
}

const sequenceSome = ({ s, transaction }: Db): Promise<number> =>
  transaction(async (query) => {
    await query(lockOf('tree', s));
    const rows = await query(
      `WITH taken AS (
         DELETE FROM ${s}.pending WHERE entry IN (SELECT entry FROM ${s}.pending ORDER BY entry LIMIT ${SEQUENCED}) RETURNING entry, day, key, hash
       ), placed AS (
         INSERT INTO ${s}.leaf
         SELECT (SELECT coalesce(max(position), -1) FROM ${s}.leaf) + row_number() OVER (ORDER BY entry), entry, day, key, hash FROM taken RETURNING 1
       )
       SELECT count(*) AS placed FROM placed`,
    );
    return Number(rows[0]?.['placed']);
  });

/** How many leaves there are. */
export async function sizeOf({ query, s }: Db): Promise<number> {
  const [row] = await query(`SELECT coalesce(max(position), -1) + 1 AS size FROM ${s}.leaf`);
  return Number(row?.['size']);
}

/** Of a role that may not write, or on a standby: the tree as it is; others put more into it. */
export async function sequenceIfAllowed(db: Db): Promise<number> {
  try {
    return await sequence(db);
  } catch (cause) {
    if (codeOf(cause) === INSUFFICIENT_PRIVILEGE || codeOf(cause) === READ_ONLY_TRANSACTION) return sizeOf(db);
    throw cause;
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';
const READ_ONLY_TRANSACTION = '25006';

/** Entries in the order of the tree. */
export async function* entriesOf({ query, s }: Db, from: number): AsyncGenerator<StoredEntry> {
  for (let next = from; ;) {
    const leaves = await query(
      `SELECT position, entry, day::text, key FROM ${s}.leaf WHERE position >= $1 ORDER BY position LIMIT ${CHUNK}`,
      [next],
    );
    const column = (name: string): readonly unknown[] => leaves.map((leaf) => leaf[name]);
    const rows = await query(
      // `LIMIT 1` has each looked up by its key
      `SELECT f.*, l.position FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::text[]) AS l (position, entry, day, key),
       LATERAL (SELECT ${ENTRY_COLUMNS} FROM ${s}.entry e WHERE e.day = l.day AND e.key = l.key AND e.id = l.entry AND e.day = ANY($5::date[]) LIMIT 1) f
       ORDER BY l.position`,
      [column('position'), column('entry'), column('day'), column('key'), [...new Set(column('day'))]],
    );
    for (const row of rows) yield entryOfRow(row);
    const last = leaves.at(-1);
    if (last === undefined || leaves.length < CHUNK) return;
    next = Number(last['position']) + 1;
  }
}

const LEAVES = 10_000;

/** Leaves of the tree, of entries that were dropped, too. */
export async function* leavesOf({ query, s }: Db, from: number, to: number): AsyncGenerator<Leaf> {
  for (let start = from; start < to; start += LEAVES) {
    const rows = await query(
      `SELECT position, key, hash FROM ${s}.leaf WHERE position >= $1 AND position < $2 ORDER BY position`,
      [start, Math.min(to, start + LEAVES)],
    );
    for (const { position, key, hash } of rows)
      yield { position: Number(position), key: String(key), hash: hash as Uint8Array }; // sound: the column is a bytea
  }
}

export async function checkpointsOf({ query, s }: Db): Promise<readonly StoredCheckpoint[]> {
  return (await query(`SELECT size, note, frontier, time FROM ${s}.checkpoint ORDER BY size`)).map(checkpointOfRow);
}

function checkpointOfRow({ size, note, frontier, time }: Row): StoredCheckpoint {
  const roots = JSON.parse(String(frontier)) as readonly string[]; // sound: we wrote it
  return {
    size: Number(size),
    note: String(note),
    frontier: { size: Number(size), roots: roots.map((root) => Buffer.from(root, 'base64')) },
    time: Number(time),
  };
}

export async function addCheckpoint({ query, s }: Db, { size, note, frontier, time }: StoredCheckpoint): Promise<void> {
  const roots = frontier.roots.map((root) => Buffer.from(root).toString('base64'));
  await query(`INSERT INTO ${s}.checkpoint VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, [
    size,
    note,
    JSON.stringify(roots),
    time,
  ]);
}
