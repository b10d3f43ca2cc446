// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { entryOf } from '../../entry/make-entry.ts';
import { recordOf } from '../../testing/record-of.ts';
import { openSqliteStore } from './sqlite-store.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
  path = join(folder, 'log.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (n: number): ReturnType<typeof entryOf> =>
  entryOf({ kind: 'decision', writer: 'w1', seq: n, record: recordOf({ n }) });
const coded = (code: string): Error => expect.objectContaining({ name: 'AssayError', code }) as Error;
const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

test('a log of a newer version is not opened, and not changed', async () => {
  await (await openSqliteStore(path)).close();
  const db = new DatabaseSync(path);
  db.exec('PRAGMA user_version = 99');
  db.close();
  const before = digestOf(path);
  for (const options of [{}, { isReadOnly: true }])
    await expect(openSqliteStore(path, options)).rejects.toThrow(coded('ERR_STORE_VERSION'));
  expect(digestOf(path)).toBe(before);
});

test('what is no database, or a database of somebody else, is told, and not changed', async () => {
  writeFileSync(path, 'a text that is no database, and long enough for nobody to take it for one'.repeat(20));
  await expect(openSqliteStore(path)).rejects.toThrow(coded('ERR_LOG_CORRUPT'));
  const other = join(folder, 'other.db');
  const db = new DatabaseSync(other);
  db.exec('CREATE TABLE theirs (a)');
  db.close();
  const before = digestOf(other);
  await expect(openSqliteStore(other)).rejects.toThrow(coded('ERR_LOG_CORRUPT'));
  expect(digestOf(other)).toBe(before);
});

test('a log that another process holds is told after the time to wait, and takes the batch when it comes again', async () => {
  const store = await openSqliteStore(path, { busyMs: 20 });
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  await expect(store.append([entry(1)])).rejects.toThrow(coded('ERR_STORE_LOCKED'));
  other.exec('ROLLBACK');
  other.close();
  expect(await store.append([entry(1)])).toEqual(['stored']);
  expect(await store.sequence()).toBe(1);
  await store.close();
});

test('where there is no room left the batch is refused whole, and what was there stays', async () => {
  const store = await openSqliteStore(path);
  expect(await store.append([entry(1)])).toEqual(['stored']);
  await store.close();
  // as large as it is now, and no larger: what SQLite does on a full disk, without filling one
  const full = await openSqliteStore(path, { maxBytes: statSync(path).size });
  const batch = Array.from({ length: 50 }, (_, n) => entry(n + 2));
  await expect(full.append(batch)).rejects.toThrow(coded('ERR_STORE_FULL'));
  expect(await full.sequence()).toBe(1);
  await full.close();
  const again = await openSqliteStore(path);
  expect(await again.append(batch)).toEqual(batch.map(() => 'stored'));
  expect(await again.sequence()).toBe(51);
  await again.close();
});

test('a log that is only asked is not made', async () => {
  await expect(openSqliteStore(path, { isReadOnly: true })).rejects.toThrow(coded('ERR_STORE_OPEN'));
  await expect(openSqliteStore(folder)).rejects.toThrow(coded('ERR_STORE_OPEN'));
});

test('a log that is only asked takes no entry, and says so', async () => {
  await (await openSqliteStore(path)).close();
  const store = await openSqliteStore(path, { isReadOnly: true });
  await expect(store.append([entry(1)])).rejects.toThrow(coded('ERR_SINK_WRITE'));
  await store.close();
});

test('damage that is met while entries stream is told by its code', async () => {
  const store = await openSqliteStore(path);
  await store.append(Array.from({ length: 400 }, (_, n) => entry(n)));
  await store.close();
  // the first pages, which say what is where, stay whole
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xff, bytes.length >> 2));
  const damaged = await openSqliteStore(path, { isReadOnly: true });
  const read = async (): Promise<void> => {
    for await (const { key } of damaged.entries(0)) expect(key).toMatch(/permit$/);
  };
  await expect(read()).rejects.toThrow(coded('ERR_LOG_CORRUPT'));
  await damaged.close();
});

test('the file is for its owner only', async () => {
  await (await openSqliteStore(path)).close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
