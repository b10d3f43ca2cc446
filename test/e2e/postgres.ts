// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './server.ts';

/** The programs of a PostgreSQL server on this machine, or why there are none. */
export type PostgresPart =
  { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly why: string };

/** Looks where Debian puts them (the newest first), and then in the path. */
export function findPostgres(): PostgresPart {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const folder = folders.find((of) => ['initdb', 'postgres'].every((program) => existsSync(join(of, program))));
  return folder === undefined ? { ok: false, why: 'needs `initdb` and `postgres`' } : { ok: true, folder };
}

export interface Postgres {
  /** Of its superuser, with a password. */
  readonly url: string;
  /** Runs SQL as the superuser, and gives back its rows. */
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly stop: () => Promise<void>;
}

const USER = 'auditor';
export const PASSWORD = 'correct-horse';
const READY_TIMEOUT_MS = 30_000;

/** Starts a cluster of its own on the loopback interface, in a temporary folder that is gone once it was stopped. */
export async function startPostgres(part: PostgresPart & { readonly ok: true }): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const owner = ordinaryUser();
  if (owner !== undefined) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const run = { ...owner, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } };
  execFileSync(
    join(part.folder, 'initdb'),
    ['-D', data, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-locale', '-N'],
    { ...run, stdio: 'pipe' },
  );
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`];
  const server = spawn(join(part.folder, 'postgres'), ['-D', data, ...settings.flatMap((of) => ['-c', of])], {
    ...run,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const url = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await isReady(url, server);
  } catch (cause) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${output}`, { cause });
  }
  return { url, query: (sql) => query(url, sql), stop };
}

/** PostgreSQL refuses to run as root. */
function ordinaryUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function query(url: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

async function isReady(url: string, server: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + READY_TIMEOUT_MS; ;) {
    try {
      return void (await query(url, 'SELECT 1'));
    } catch (cause) {
      if (Date.now() > deadline || server.exitCode !== null) throw cause;
      await sleep(100);
    }
  }
}

/** A fast shutdown: whoever is connected is cut off. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  await ended;
}
