// SPDX-License-Identifier: Apache-2.0
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { AssayError } from '@assay/core/errors';
import { loadSqlite, storeError, transaction } from './driver.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';

export interface OpenOptions {
  /** How long to wait for another process that writes; 5 seconds, where absent. */
  readonly busyMs?: number;
  /** Only to be asked: nothing is created. */
  readonly isReadOnly?: boolean;
  /** How large the file may become: from there on nothing is taken, as on a full disk. Absent: as large as the disk. */
  readonly maxBytes?: number;
}

/** Opens the database of a log, and makes one where there is none. Rejects with ERR_STORE_OPEN, ERR_STORE_VERSION, ERR_STORE_LOCKED or ERR_LOG_CORRUPT. */
export async function openDatabase(path: string, options: OpenOptions = {}): Promise<DatabaseSync> {
  const { busyMs = 5000, isReadOnly = false, maxBytes } = options;
  if (isReadOnly && !existsSync(path)) throw new AssayError('ERR_STORE_OPEN', `there is no log \`${path}\``);
  const { DatabaseSync } = await loadSqlite();
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const isNew = !existsSync(path);
    db = new DatabaseSync(path, { readOnly: isReadOnly });
    // for its owner only: what is inside is about people
    if (isNew) chmodSync(path, 0o600);
    db.exec(`PRAGMA busy_timeout = ${busyMs}`);
    if (!isNew) check(db, path, isReadOnly);
    if (!isReadOnly) prepare(db);
    if (maxBytes !== undefined)
      db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / numberOf(db, 'page_size')))}`);
    return db;
  } catch (cause) {
    db?.close();
    throw storeError(cause, path, 'ERR_STORE_OPEN');
  }
}

/** Durable at every commit: what is acknowledged is on the disk. */
function prepare(db: DatabaseSync): void {
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000;',
  );
  transaction(db, () => {
    if (numberOf(db, 'user_version') === 0 && numberOf(db, 'schema_version') === 0) db.exec(SCHEMA);
  });
}

/** Before anything is changed. An empty file is a log that is still to be made. */
function check(db: DatabaseSync, path: string, isReadOnly: boolean): void {
  if (numberOf(db, 'schema_version') === 0 && numberOf(db, 'user_version') === 0) {
    if (!isReadOnly) return;
    throw new AssayError('ERR_LOG_CORRUPT', `\`${path}\` is empty, and no log`);
  }
  if (numberOf(db, 'application_id') !== APPLICATION_ID)
    throw new AssayError('ERR_LOG_CORRUPT', `\`${path}\` is a database, and no log of ours`);
  const version = numberOf(db, 'user_version');
  if (version > SCHEMA_VERSION)
    throw new AssayError(
      'ERR_STORE_VERSION',
      `the log \`${path}\` has version ${version}, and this program reads up to ${SCHEMA_VERSION}: nothing was changed`,
    );
}

/** A pragma that is one number. */
function numberOf(db: DatabaseSync, pragma: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
}
