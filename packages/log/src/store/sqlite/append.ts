// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Entry } from '../../entry/entry.ts';
import { termsOf } from '../../entry/terms.ts';
import type { Appended } from '../log-store.ts';
import { compare } from '../same-decision.ts';
import { transaction } from './driver.ts';
import { ENTRY_COLUMNS, type EntryRow } from './rows.ts';

type Append = (entries: readonly Entry[]) => readonly Appended[];

/** What writes entries, one transaction for each call. Several processes may have one each. */
export function createAppend(db: DatabaseSync): Append {
  const last = db.prepare(
    'SELECT max(coalesce((SELECT max(position) FROM entry), -1), coalesce((SELECT max(position) FROM dropped), -1)) AS position',
  );
  const insert = db.prepare(
    'INSERT INTO entry (position, key, time, subject, shape, writer, seq, leaf, body, openings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING',
  );
  const found = db.prepare(`SELECT ${ENTRY_COLUMNS} WHERE e.key = ?`);
  const shapeIds = createIds(db, 'shape', 'digest', 'body');
  const writerIds = createIds(db, 'writer', 'name');
  const addTerm = db.prepare('INSERT OR IGNORE INTO term (term, shape) VALUES (?, ?)');

  const add = (entry: Entry, position: number): Appended => {
    const shape = shapeIds.idOf(
      entry.shapeDigest,
      () => JSON.stringify(entry.shape),
      (id) => {
        for (const term of termsOf(entry.shape)) addTerm.run(term, id);
      },
    );
    const writer = writerIds.idOf(entry.writer);
    const { key, time, subject = null, seq, leaf, body, openings } = entry;
    const { changes } = insert.run(position, key, time, subject, shape, writer, seq, leaf, body, openings);
    if (changes > 0) return 'stored';
    return compare(found.get(key) as unknown as EntryRow, entry); // sound: the columns asked for
  };

  return (entries) => {
    try {
      return transaction(db, () => {
        let position = Number(last.get()?.['position']) + 1;
        return entries.map((entry) => {
          const result = add(entry, position);
          if (result === 'stored') position++;
          return result;
        });
      });
    } catch (cause) {
      // what was looked up may have been rolled back
      shapeIds.forget();
      writerIds.forget();
      throw cause;
    }
  };
}

interface Ids {
  readonly idOf: (name: string, body?: () => string, onNew?: (id: number) => void) => number;
  readonly forget: () => void;
}

const MAX_KNOWN = 50_000;

/** The numbers of what is written once and referred to often. */
function createIds(db: DatabaseSync, table: string, column: string, body?: string): Ids {
  const known = new Map<string, number>();
  const select = db.prepare(`SELECT id FROM ${table} WHERE ${column} = ?`);
  const insert: StatementSync = db.prepare(
    body === undefined
      ? `INSERT INTO ${table} (${column}) VALUES (?)`
      : `INSERT INTO ${table} (${column}, ${body}) VALUES (?, ?)`,
  );
  return {
    forget: () => known.clear(),
    idOf: (name, textOf, onNew) => {
      const kept = known.get(name);
      if (kept !== undefined) return kept;
      let id = Number(select.get(name)?.['id'] ?? 0);
      if (id === 0) {
        id = Number((textOf === undefined ? insert.run(name) : insert.run(name, textOf())).lastInsertRowid);
        onNew?.(id);
      }
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(name, id);
      return id;
    },
  };
}
