// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { entryOf } from '../entry/make-entry.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf } from '../testing/record-of.ts';
import { verifyIndex } from './verify-index.ts';

let folder: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-index-'));
  store = await openSqliteStore(join(folder, 'log.db'));
  await store.append(
    Array.from({ length: 20 }, (_, n) =>
      entryOf({
        kind: 'decision',
        writer: 'w1',
        seq: n,
        record: recordOf({ n, client: `client-${n % 3}`, withheld: n % 2 === 0 ? ['payments:approve'] : [] }),
      }),
    ),
  );
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function tamper(sql: string): void {
  const db = new DatabaseSync(join(folder, 'log.db'));
  db.exec(sql);
  db.close();
}

test('finds nothing where nobody touched it, after an erasure, too', async () => {
  expect(await verifyIndex(store)).toEqual([]);
  await store.erase([
    entryOf({ kind: 'decision', writer: 'w1', seq: 4, record: recordOf({ n: 4, client: 'client-1' }) }).key,
  ]);
  expect(await verifyIndex(store)).toEqual([]);
});

test.each([
  ['a term that was taken away', `DELETE FROM term WHERE term = 'withheld=payments:approve'`],
  ['a term that was added', `INSERT INTO term SELECT 'client=client-0', id FROM shape WHERE body LIKE '%client-1%'`],
  ['a shape that was edited', `UPDATE shape SET body = replace(body, 'payments:approve', 'payments:read2')`],
  ['an entry that was given another shape', `UPDATE entry SET shape = (SELECT max(id) FROM shape) WHERE position = 3`],
])('finds %s', async (_, sql) => {
  tamper(sql);
  const again = await openSqliteStore(join(folder, 'log.db'), { isReadOnly: true });
  try {
    const found = await verifyIndex(again);
    expect(found.map(({ code, severity }) => [code, severity])).toContainEqual(['index-differs', 'error']);
  } finally {
    await again.close();
  }
});
