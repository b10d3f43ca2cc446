// SPDX-License-Identifier: Apache-2.0
import type { DatabaseSync } from 'node:sqlite';
import { AssayError, type ErrorCode } from '@assay/core/errors';

/** SQLite's result codes (sqlite.org/rescode.html) that mean something to an operator; the primary code is the low byte. */
const CODES: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  5: ['ERR_STORE_LOCKED', 'another process has it locked'],
  6: ['ERR_STORE_LOCKED', 'another process has it locked'],
  8: ['ERR_SINK_WRITE', 'it may only be read'],
  10: ['ERR_SINK_WRITE', 'the disk could not be read or written'],
  11: ['ERR_LOG_CORRUPT', 'it is damaged'],
  13: ['ERR_STORE_FULL', 'the disk is full'],
  14: ['ERR_STORE_OPEN', 'it could not be opened'],
  26: ['ERR_LOG_CORRUPT', 'it is no database'],
};

/** The coded error of one of SQLite's; anything else as it is. */
export function storeError(cause: unknown, path: string, otherwise: ErrorCode): unknown {
  const code =
    typeof cause === 'object' && cause !== null && 'errcode' in cause ? Number(cause.errcode) & 0xff : undefined;
  if (code === undefined) return cause;
  const [error, message] = CODES[code] ?? [otherwise, `it failed with SQLite’s code ${code}`];
  return new AssayError(error, `the log \`${path}\`: ${message}`, { cause });
}

/** `node:sqlite`, loaded where it is used: Node 22 says on standard error that it is experimental, which is nothing to an operator. */
export async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  const emit: unknown = Reflect.get(process, 'emitWarning');
  process.emitWarning = ((warning: string | Error, ...rest: readonly unknown[]) => {
    if (!String(warning).includes('SQLite'))
      Reflect.apply(emit as typeof process.emitWarning, process, [warning, ...rest]); // sound: what it was
  }) as typeof process.emitWarning; // sound: the same call, but for one warning
  try {
    return await import('node:sqlite');
  } finally {
    process.emitWarning = emit as typeof process.emitWarning; // sound: as above
  }
}

/** Runs `work` as one transaction that may write. Rolls back and throws what it throws. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (cause) {
    rollBack(db);
    throw cause;
  }
}

/** SQLite itself has ended the transaction after some failures (a full disk), and then there is none to roll back. Only a newer Node can be asked. */
function rollBack(db: DatabaseSync): void {
  try {
    db.exec('ROLLBACK');
  } catch {
    // there was none
  }
}
