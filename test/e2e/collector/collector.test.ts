// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToken } from '@assay/log/collector';
import { createCollectorTarget } from '@assay/log/collector-client';
import { createLogSink, createSpill } from '@assay/log/sink';
import { openSqliteStore } from '@assay/log/sqlite';
import { recordOf as recordIn, type LogStore } from '@assay/log/store';
import { recordOf, TEST_START } from '@assay/log/testing';
import { createSigner, createVerifier, openCheckpoint } from '@assay/log/tree';
import { startCollector, type OwnCollector } from './own-collector.ts';

const ROOT = join(__dirname, '../../..');
const CLIENTS = 50;
const KILLS = 5;
const WRITER = createToken({ name: 'hosts', role: 'writer' });
const AUDITOR = createToken({ name: 'alice', role: 'auditor' });
const TOKENS = { ASSAY_COLLECTOR_TOKENS: JSON.stringify([WRITER.entry, AUDITOR.entry]) };

let folder: string;
let running: OwnCollector | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-collector-'));
});
afterEach(async () => {
  await running?.end('SIGKILL');
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const start = async (
  options: readonly string[],
  env: Readonly<Record<string, string>> = TOKENS,
): Promise<OwnCollector> => (running = await startCollector(folder, options, env));

/** Each client posts one record after another until the collector is gone; the ids of those that were acknowledged are added to `acknowledged`. */
async function load(url: string, round: number, acknowledged: Set<string>, isEnough: () => boolean): Promise<void> {
  const client = async (at: number): Promise<void> => {
    for (let seq = 0; !isEnough(); seq++) {
      const record = recordOf({ n: (round * CLIENTS + at) * 100_000 + seq, time: TEST_START + seq });
      try {
        const response = await fetch(`${url}/v1/records`, {
          method: 'POST',
          headers: { authorization: `Bearer ${WRITER.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ writer: `w${round}.${at}`, records: [{ seq, record }] }),
        });
        const text = await response.text();
        if (response.status === 202 && text.includes('"stored"')) acknowledged.add(record.id);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, at) => client(at)));
}

async function idsIn(store: LogStore): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const entry of store.entries(0)) {
    const record = recordIn(entry);
    if (record !== undefined) ids.add(record.id);
  }
  return ids;
}

async function withStore<T>(work: (store: LogStore) => Promise<T>): Promise<T> {
  const store = await openSqliteStore(join(folder, 'log.db'), { isReadOnly: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

it('loses nothing it acknowledged to fifty clients, however often it is killed', async () => {
  const acknowledged = new Set<string>();
  for (let round = 0; round < KILLS; round++) {
    const { url, end } = await start(['--log', 'log.db', '--spill', 'spill.jsonl']);
    const before = acknowledged.size;
    const posting = load(url, round, acknowledged, () => false);
    while (acknowledged.size < before + 500) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await end('SIGKILL')).toBe('SIGKILL');
    await posting;
  }
  const stored = await withStore(idsIn);
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS * 500);
});

it('answers what is under way at SIGTERM, signs the log, and ends with 0', async () => {
  const signer = {
    name: 'log.example.com/test',
    pem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
  cpSync(join(ROOT, 'examples/quickstart'), folder, { recursive: true });
  const project = join(folder, 'assay.yaml');
  const text = readFileSync(project, 'utf8').replace(
    /^ +file: records.*$/m,
    '  store: { driver: sqlite, file: log.db }',
  );
  writeFileSync(project, text.replace(/^log:$/m, `log:\n  sign: { name: ${signer.name}, key: ASSAY_LOG_KEY }`));
  const { url, end, told } = await start([], { ...TOKENS, ASSAY_LOG_KEY: signer.pem });
  const acknowledged = new Set<string>();
  let isOver = false;
  const posting = load(url, 0, acknowledged, () => isOver);
  while (acknowledged.size < 300) await new Promise((resolve) => setTimeout(resolve, 10));
  const code = await end('SIGTERM');
  isOver = true;
  await posting;
  expect([code, told()]).toEqual([0, '']);
  await withStore(async (store) => {
    const stored = await idsIn(store);
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    const verifier = createVerifier(createSigner(signer.name, signer.pem).verifierKey);
    const last = (await store.checkpoints()).at(-1);
    expect(openCheckpoint(last?.note ?? '', verifier)?.size).toBe(await store.sequence());
  });
});

it('has every record of a host, once, though it was killed while they came', async () => {
  const spillPath = join(folder, 'host-spill.jsonl');
  const acknowledged: string[] = [];
  let url = '';
  let isDown = false;
  const target = createCollectorTarget({
    url: 'http://collector.example.com',
    token: WRITER.token,
    // the address of the collector that runs now
    fetch: (_address, init) => fetch(`${url}/v1/records`, init),
    timeoutMs: 2000,
    clock: Date.now,
  });
  const sink = createLogSink(target, {
    writer: 'host.1',
    clock: Date.now,
    maxBatch: 20,
    spill: createSpill(spillPath),
  });
  for (let round = 0; round < 3; round++) {
    const collector = await start(['--log', 'log.db']);
    ({ url } = collector);
    isDown = false;
    const writing = Array.from({ length: 400 }, async (_, n) => {
      const record = recordOf({ n: round * 1000 + n });
      await new Promise((resolve) => setTimeout(resolve, n));
      await sink.write(record);
      acknowledged.push(record.id);
    });
    setTimeout(() => {
      isDown = true;
      void collector.end('SIGKILL');
    }, 200);
    await Promise.all(writing);
    expect(isDown).toBe(true);
  }
  ({ url } = await start(['--log', 'log.db']));
  const { written } = await createSpill(spillPath).drain(target);
  expect(written).toBeGreaterThan(0);
  await sink.close();
  await withStore(async (store) => {
    const entries: number[] = [];
    for await (const { writer, seq, kind } of store.entries(0))
      if (kind === 'decision' && writer === 'host.1') entries.push(seq);
    expect(entries.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1200 }, (_, seq) => seq));
    expect(acknowledged).toHaveLength(1200);
  });
});

it('writes down who asked, and nothing about whom', async () => {
  const { url, told } = await start(['--log', 'log.db']);
  const answer = await fetch(`${url}/v1/log/records?subject=dana&client=billing`, {
    headers: { authorization: `Bearer ${AUDITOR.token}` },
  });
  expect([answer.status, await answer.json()]).toEqual([200, { records: [] }]);
  const line = JSON.parse(told()) as Record<string, unknown>;
  expect(line).toEqual({
    time: line['time'],
    event: 'read',
    who: 'alice',
    route: '/v1/log/records',
    question: { subject: ['[left out]'], client: ['billing'] },
  });
  expect(told()).not.toContain(AUDITOR.token);
});

it('writes down who was refused, and nothing of what they sent', async () => {
  const { url, told } = await start(['--log', 'log.db']);
  const statusFor = async (token: string): Promise<number> =>
    (await fetch(`${url}/v1/log/claims?subject=dana`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect([await statusFor('assay_guessed'), await statusFor(WRITER.token)]).toEqual([401, 403]);
  while (told().split('\n').length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
  const lines = told()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) as unknown;
  const refused = { time, event: 'refused', method: 'GET', route: '/v1/log/claims' };
  expect(lines).toEqual([
    { ...refused, status: 401 },
    { ...refused, status: 403, who: 'hosts' },
  ]);
});

it('speaks TLS where it is given a certificate', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-keyout',
    key,
    '-out',
    cert,
  ]);
  expect(made.status).toBe(0);
  const { url } = await start(['--log', 'log.db', '--tls-cert', cert, '--tls-key', key]);
  expect(url).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    get(`${url}/readyz`, { ca: readFileSync(cert) }, (response) => resolve(response.statusCode)).on('error', reject);
  });
  expect(status).toBe(200);
});
