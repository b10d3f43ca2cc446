// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkProof } from '@assay/log/proof';
import { proveConsistency, proveEntry, verifyLog } from '@assay/log/prove';
import { openSqliteStore } from '@assay/log/sqlite';
import { decisionOf, testSigner } from '@assay/log/testing';
import { seal } from '@assay/log/tree';

const RECORDS = 300;
const WRITERS = ['cognito-1', 'auth0-1', 'bridge-1'];

/** A host of its own: a process that writes its records in batches of a few, through the sink of a host. */
const HOST = `
import { openSqliteStore } from '@assay/log/sqlite';
import { createLogSink, targetOf } from '@assay/log/sink';
import { recordOf } from '@assay/log/testing';
const [path, writer, first, count] = process.argv.slice(1);
const sink = createLogSink(targetOf(await openSqliteStore(path)), { writer, clock: Date.now, maxBatch: 7 });
const numbers = Array.from({ length: Number(count) }, (_, at) => Number(first) + at);
for (let at = 0; at < numbers.length; at += 20)
  await Promise.all(numbers.slice(at, at + 20).map((n) => sink.write(recordOf({ n, time: 1_800_000_000_000 + n, adapter: writer.split('-')[0] }))));
await sink.close();
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const host = (writer: string, first: number): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const args = ['--conditions=source', '--input-type=module', '-e', HOST];
    const child = spawn(process.execPath, [...args, join(folder, 'log.db'), writer, String(first), String(RECORDS)], {
      cwd: __dirname,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', resolve);
  });

test('hosts that write one file at once, while checkpoints are signed, are of one tree that holds', async () => {
  const { signer, verifier } = testSigner();
  const store = await openSqliteStore(join(folder, 'log.db'));
  const hosts = Promise.all(WRITERS.map((writer, at) => host(writer, at * 1000)));
  const sizes: number[] = [];
  let isDone = false;
  void hosts.finally(() => (isDone = true));
  while (!isDone) {
    sizes.push((await seal(store, signer, Date.now)).size);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await hosts).toEqual([0, 0, 0]);
  const { size } = await seal(store, signer, Date.now);
  expect(size).toBe(RECORDS * WRITERS.length);

  const report = await verifyLog(store, [verifier]);
  expect(report).toMatchObject({ ok: true, size, signed: size, decisions: size, writers: 3, lost: 0, findings: [] });
  expect(report.checkpoints).toBe(new Set([...sizes, size]).size);
  for (const before of new Set(sizes))
    expect(checkProof(await proveConsistency(store, verifier, before), verifier).problem).toBeUndefined();
  for (const [at, writer] of WRITERS.entries()) {
    const { id } = decisionOf({ n: at * 1000 + 5, time: 1_800_000_000_000 + at * 1000 + 5 }).record;
    expect(checkProof(await proveEntry(store, verifier, id), verifier).proven).toMatchObject({
      entries: [{ content: { writer, seq: 5 } }],
    });
  }
  await store.close();
});
