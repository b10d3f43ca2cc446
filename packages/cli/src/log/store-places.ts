// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, join } from 'node:path';
import { AssayError } from '@assay/core/errors';
import type { LogStore } from '@assay/log/store';
import type { LogStoreConfig } from '@assay/policy';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';

/** How a store is opened. */
export interface OpenStoreOptions {
  /** What files are relative to. */
  readonly directory: string;
  readonly isReadOnly?: boolean;
  /** How long to wait for another process that writes, where the store has one writer at a time. */
  readonly busyMs?: number;
}

type Open<D extends LogStoreConfig['driver']> = (
  config: Extract<LogStoreConfig, { readonly driver: D }>,
  options: OpenStoreOptions,
  io: Io,
) => Promise<LogStore>;

const fileIn = (directory: string, file: string): string => (isAbsolute(file) ? file : join(directory, file));

/** Every driver, loaded when it is asked for. */
const DRIVERS: { readonly [D in 'jsonl' | 'sqlite' | 'dynamodb' | 'postgres']: Open<D> } = {
  jsonl: async ({ file }, { directory, isReadOnly = false, busyMs }) => {
    const { openJsonLinesStore } = await import('@assay/log/jsonl');
    return openJsonLinesStore(fileIn(directory, file), { isReadOnly, ...(busyMs !== undefined && { waitMs: busyMs }) });
  },
  sqlite: async ({ file }, { directory, isReadOnly = false, busyMs }) => {
    const { openSqliteStore } = await import('@assay/log/sqlite');
    return openSqliteStore(fileIn(directory, file), { isReadOnly, ...(busyMs !== undefined && { busyMs }) });
  },
  dynamodb: async ({ table, region }) => {
    const { openDynamoDbStore } = await import('@assay/log/dynamodb');
    return openDynamoDbStore({ table, ...(region !== undefined && { region }) });
  },
  postgres: async ({ url, schema }, { isReadOnly = false }, { env }) => {
    const value = env[url];
    if (!value)
      throw new AssayError('ERR_LOG_KEY', `the environment has no \`${url}\`, which holds the address of the database`);
    const { openPostgresStore } = await import('@assay/log/postgres');
    return openPostgresStore({ url: value, isReadOnly, ...(schema !== undefined && { schema }) });
  },
};

/** Opens a store. Rejects with the errors of `LogStore`, and ERR_LOG_KEY where a secret is missing. */
export async function openStore(config: LogStoreConfig, options: OpenStoreOptions, io: Io): Promise<LogStore> {
  // sound: each driver is given the configuration of its own kind
  const open = DRIVERS[config.driver] as Open<LogStoreConfig['driver']>;
  return open(config as never, options, io);
}

/** Whether a store is on this machine: what is tried out may be written to it. */
export const isLocal = ({ driver }: LogStoreConfig): boolean => driver === 'jsonl' || driver === 'sqlite';

/** A store, for people. */
export function placeOf(config: LogStoreConfig): string {
  switch (config.driver) {
    case 'jsonl':
    case 'sqlite':
      return config.file;
    case 'dynamodb':
      return `table ${config.table}`;
    case 'postgres':
      return `database ${config.url}, schema ${config.schema ?? 'assay'}`;
  }
}

/** The forms of `--log`. */
export const PLACES =
  '`FILE.db`, `FILE.jsonl`, `sqlite:FILE`, `jsonl:FILE`, `dynamodb:TABLE[@REGION]` or `postgres:SECRET[/SCHEMA]`';

/** The store a place names. Throws ERR_USAGE. */
export function parsePlace(text: string): LogStoreConfig {
  const [, driver, rest] = /^(sqlite|jsonl|dynamodb|postgres):(.+)$/.exec(text) ?? [];
  if (driver === undefined) {
    if (/\.(?:db|sqlite)$/.test(text)) return { driver: 'sqlite', file: text };
    if (/\.(?:jsonl|ndjson)$/.test(text)) return { driver: 'jsonl', file: text };
  } else if (rest !== undefined) {
    if (driver === 'sqlite' || driver === 'jsonl') return { driver, file: rest };
    const [, name, more] =
      (driver === 'dynamodb'
        ? /^([A-Za-z0-9_.-]+)(?:@([a-z0-9-]+))?$/
        : /^([A-Z][A-Z0-9_]*)(?:\/([a-z_][a-z0-9_]*))?$/
      ).exec(rest) ?? [];
    if (name !== undefined && driver === 'dynamodb')
      return { driver, table: name, ...(more !== undefined && { region: more }) };
    if (name !== undefined && driver === 'postgres')
      return { driver, url: name, ...(more !== undefined && { schema: more }) };
  }
  throw new Failure('ERR_USAGE', `expected the place of a log, and found \`${text}\``, {
    help: `a place is ${PLACES}`,
  });
}
