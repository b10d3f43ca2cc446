// SPDX-License-Identifier: Apache-2.0
import { Client, Pool, type PoolConfig } from 'pg';
import { AssayError } from '@assay/core/errors';
import { createDb, lockOf, type Db } from './db.ts';
import { storeError } from './errors.ts';
import { SCHEMA_VERSION, schemaOf } from './schema.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`; the password may be left to `PGPASSWORD`. */
  readonly url: string;
  /** `assay`, where absent. */
  readonly schema?: string;
  /** As `pg` takes it; of the URL (`sslmode`), where absent. */
  readonly ssl?: PoolConfig['ssl'];
  /** Connections at once; 4, where absent. */
  readonly poolSize?: number;
  /** How long to wait for another client; 5 seconds, where absent. */
  readonly lockMs?: number;
  /** How long a statement may take; a minute, where absent. */
  readonly statementMs?: number;
  /** Only to be asked, by a role that may do no more, or on a standby: nothing is created. */
  readonly isReadOnly?: boolean;
}

/** A database that was opened, and where it is, without the password. */
export interface Opened {
  readonly db: Db;
  readonly place: string;
}

const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;

/** Connects, and makes the tables where there are none. Rejects with ERR_STORE_OPEN, ERR_STORE_VERSION or ERR_STORE_LOCKED. */
export async function openDatabase(options: PostgresOptions): Promise<Opened> {
  const { schema = 'assay', isReadOnly = false } = options;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new AssayError(
      'ERR_STORE_OPEN',
      `expected a schema of lower-case letters, digits and \`_\`, and found \`${schema}\``,
    );
  const config = configOf(options);
  const place = placeOf(config, schema);
  const pool = new Pool(config);
  // a connection that breaks while nobody uses it is replaced by the next
  pool.on('error', () => undefined);
  const db = createDb(pool, `"${schema}"`, (options.statementMs ?? STATEMENT_MS) + 30_000);
  try {
    if (!isReadOnly) await create(db, schema);
    await check(db, schema, place);
    return { db, place };
  } catch (cause) {
    await db.close();
    throw storeError(cause, place, 'ERR_STORE_OPEN');
  }
}

const configOf = ({
  url,
  ssl,
  poolSize = 4,
  lockMs = 5000,
  statementMs = STATEMENT_MS,
}: PostgresOptions): PoolConfig => ({
  connectionString: url,
  ...(ssl !== undefined && { ssl }),
  max: poolSize,
  connectionTimeoutMillis: CONNECT_MS,
  lock_timeout: lockMs,
  statement_timeout: statementMs,
  idle_in_transaction_session_timeout: statementMs,
  keepAlive: true,
  application_name: 'assay',
  verify: (client, done) => {
    // one that breaks while it is held rejects what runs on it; unheard, the event would end the process
    client.on('error', () => undefined);
    // durable at every commit, whatever the server's default is
    client.query('SET synchronous_commit = on', done);
  },
});

/** The driver's own reading of the URL; what it says of one it cannot read holds the whole of it. */
function placeOf(config: PoolConfig, schema: string): string {
  try {
    const { host, port, database } = new Client(config);
    return `postgres://${host}:${port}/${database ?? ''} (${schema})`;
  } catch {
    throw new AssayError(
      'ERR_STORE_OPEN',
      'the URL of the log is none: expected `postgres://user:password@host:5432/database`',
    );
  }
}

async function isThere(query: Db['query'], schema: string): Promise<boolean> {
  const [row] = await query('SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = $2', [schema, 'version']);
  return row !== undefined;
}

async function create({ query, s, transaction }: Db, schema: string): Promise<void> {
  if (await isThere(query, schema)) return;
  await transaction(async (within) => {
    await within(lockOf('schema', s));
    if (await isThere(within, schema)) return;
    // a role that may not make schemas may be given one
    const [given] = await within('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
    if (given === undefined) await within(`CREATE SCHEMA ${s}`);
    for (const statement of schemaOf(s).split(/;\n(?=CREATE|INSERT|--)/)) await within(statement);
  });
}

async function check({ query, s }: Db, schema: string, place: string): Promise<void> {
  const [encoding] = await query(`SELECT current_setting('server_encoding') AS name`);
  if (encoding?.['name'] !== 'UTF8')
    throw new AssayError(
      'ERR_STORE_OPEN',
      `the log \`${place}\`: expected a database in UTF8, and found \`${String(encoding?.['name'])}\``,
    );
  if (!(await isThere(query, schema))) throw new AssayError('ERR_STORE_OPEN', `there is no log \`${place}\``);
  const [row] = await query(`SELECT max(version) AS version FROM ${s}.version`);
  const version = Number(row?.['version']);
  if (version > SCHEMA_VERSION)
    throw new AssayError(
      'ERR_STORE_VERSION',
      `the log \`${place}\` has version ${version}, and this program reads up to ${SCHEMA_VERSION}: nothing was changed`,
    );
}
