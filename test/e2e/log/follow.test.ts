// SPDX-License-Identifier: Apache-2.0
// `assay log query --follow` prints what comes, each once, while others write.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import { openSqliteStore } from '@assay/log/sqlite';
import { entryOf, type LogStore } from '@assay/log/store';
import { recordOf } from '@assay/log/testing';

const HOST = join(__dirname, '../collector/cli-host.ts');
const FLAGS = ['--conditions=source', '--disable-warning=ExperimentalWarning'];

let folder: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  store = await openSqliteStore(join(folder, 'log.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const write = (n: number, client: string): Promise<unknown> =>
  store.append([
    entryOf({ kind: 'decision', writer: 'w1', seq: n, record: recordOf({ n, client, time: Date.now() }) }),
  ]);

test('a log that is followed tells each record once, of those that are asked for, as they come', async () => {
  await write(0, 'billing');
  const args = [
    ...FLAGS,
    HOST,
    'log',
    'query',
    '--log',
    'log.db',
    '--client',
    'billing',
    '--follow',
    '--jsonl',
    '--since',
    '1h',
  ];
  const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '' } });
  try {
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const seen = (): readonly string[] =>
      out
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as DecisionRecord).who?.client.id ?? ''); // sound: what it prints
    const until = async (count: number): Promise<void> => {
      for (let tries = 0; seen().length < count && tries < 300; tries++)
        await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await until(1);
    await write(1, 'portal');
    await write(2, 'billing');
    await until(2);
    await write(3, 'billing');
    await until(3);
    // one more look at all of it
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(seen()).toEqual(['billing', 'billing', 'billing']);
  } finally {
    child.kill('SIGTERM');
  }
});
