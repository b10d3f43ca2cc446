// SPDX-License-Identifier: Apache-2.0
import type { Pool, PoolClient } from 'pg';

export type Row = Readonly<Record<string, unknown>>;
export type Query = (text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** A database that holds a log. */
export interface Db {
  /** The schema, quoted. */
  readonly s: string;
  /** A statement that is a transaction of its own. */
  readonly query: Query;
  /** Runs `work` as one transaction; rolls back and rejects with what it rejects with. */
  readonly transaction: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  /** Statements on one connection, without a limit of time. */
  readonly maintain: <T>(work: (query: Query) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Of a transaction that is one at a time: a number for each schema and purpose. */
export const lockOf = (purpose: 'schema' | 'days' | 'tree', s: string): string =>
  `SELECT pg_advisory_xact_lock(${0x41737361}, hashtext('${purpose} ${s}'))`;

/** `silenceMs`: longer than any statement may take; then the connection is gone, and nobody said so. */
export function createDb(pool: Pool, s: string, silenceMs: number): Db {
  const on =
    (client: Pool | PoolClient, timeoutMs = silenceMs): Query =>
    async (text, values = []) => {
      // sound: the types leave it out, the driver has it for a statement as for a connection
      const statement = { text, values: [...values], query_timeout: timeoutMs } as { text: string; values: unknown[] };
      const { rows } = await client.query<Row>(statement);
      return rows;
    };

  const hold = async <T>(
    begin: string,
    end: string,
    work: (query: Query) => Promise<T>,
    timeoutMs?: number,
  ): Promise<T> => {
    const client = await pool.connect();
    const query = on(client, timeoutMs);
    try {
      await query(begin);
      const result = await work(query);
      await query(end);
      client.release();
      return result;
    } catch (cause) {
      // ending the connection rolls back, whatever state it is in
      client.release(true);
      throw cause;
    }
  };

  return {
    s,
    query: on(pool),
    transaction: (work) => hold('BEGIN', 'COMMIT', work),
    maintain: (work) => hold('SET statement_timeout = 0', 'RESET statement_timeout', work, 2 ** 31 - 1),
    close: () => pool.end(),
  };
}
