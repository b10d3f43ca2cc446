// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STORE_SUITE } from '../../testing/store-suite.ts';
import type { LogStore } from '../log-store.ts';
import { openSqliteStore } from './sqlite-store.ts';

describe('the log in SQLite', () => {
  let folder: string;
  let opened: LogStore[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
    opened = [];
  });
  afterEach(async () => {
    for (const store of opened) await store.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(STORE_SUITE)('$name', async ({ run }) => {
    await run(async () => {
      const store = await openSqliteStore(join(folder, 'log.db'));
      opened.push(store);
      return store;
    });
  });
});
