// SPDX-License-Identifier: Apache-2.0
// Durable batched writes: the log's sink against raw node:sqlite that writes the same bytes and the same three columns to look up by, 200 a transaction, synchronous=FULL.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogSink, targetOf } from '@assay/log/sink';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf } from '@assay/log/store';
import type { DecisionRecord } from '@assay/core/log';
import { median } from '../measure.ts';
import { realRecords, recordAt } from './records.ts';

const BATCH = 200;
const ROUNDS = 3;

export interface WriteFigures {
  readonly bytes: number;
  /** Records per second. */
  readonly raw: number;
  readonly ours: number;
  readonly ratio: number;
}

export async function benchWrite(count: number): Promise<WriteFigures> {
  const real = await realRecords('digest');
  const records = Array.from({ length: count }, (_, n) => recordAt(real, n, Date.now(), 10));
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const rounds: { raw: number; ours: number; bytes: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { raw, bytes } = writeRaw(join(folder, `raw-${round}.db`), records);
      rounds.push({ raw, bytes, ours: await writeOurs(join(folder, `log-${round}.db`), records) });
    }
    const raw = median(rounds.map((round) => round.raw));
    const ours = median(rounds.map((round) => round.ours));
    return { bytes: rounds[0]?.bytes ?? 0, raw, ours, ratio: median(rounds.map((round) => round.ours / round.raw)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeRaw(path: string, records: readonly DecisionRecord[]): { readonly raw: number; readonly bytes: number } {
  const rows = records.map((record, seq) => {
    const { key, time, subject = null, body, openings } = entryOf({ kind: 'decision', writer: 'bench', seq, record });
    return [key, time, subject, body + openings] as const;
  });
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE record (id TEXT NOT NULL, time INTEGER NOT NULL, subject TEXT, text TEXT NOT NULL);
    CREATE UNIQUE INDEX record_id ON record (id); CREATE INDEX record_subject ON record (subject, time); CREATE INDEX record_time ON record (time);`);
  const insert = db.prepare('INSERT INTO record VALUES (?, ?, ?, ?)');
  const start = performance.now();
  for (let at = 0; at < rows.length; at += BATCH) {
    db.exec('BEGIN');
    for (const row of rows.slice(at, at + BATCH)) insert.run(...row);
    db.exec('COMMIT');
  }
  const seconds = (performance.now() - start) / 1000;
  db.close();
  const bytes = rows.reduce((sum, [, , , text]) => sum + Buffer.byteLength(text), 0) / rows.length;
  return { raw: records.length / seconds, bytes };
}

async function writeOurs(path: string, records: readonly DecisionRecord[]): Promise<number> {
  const store = await openSqliteStore(path);
  const sink = createLogSink(targetOf(store), { writer: 'bench', clock: Date.now });
  const start = performance.now();
  for (let at = 0; at < records.length; at += BATCH)
    await Promise.all(records.slice(at, at + BATCH).map((record) => sink.write(record)));
  const seconds = (performance.now() - start) / 1000;
  await sink.close();
  return records.length / seconds;
}

if (import.meta.main) console.log(JSON.stringify(await benchWrite(Number(process.argv[2] ?? 40_000))));
