// SPDX-License-Identifier: Apache-2.0
// A signed log in SQLite whose records are all of the last 24 hours: one subject's records, the claims report, verification of every hash and commitment, and the memory of
// streaming it ten times.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimsReport } from '@assay/log/ask';
import { verifyLog } from '@assay/log/prove';
import { openSqliteStore } from '@assay/log/sqlite';
import { contentOf, termOf, type LogStore } from '@assay/log/store';
import { createSigner, createVerifier, seal } from '@assay/log/tree';
import { percentile } from '../measure.ts';
import { fill } from './fill.ts';
import { subjectAt } from './records.ts';

const QUERIES = 500;
const DAY_MS = 86_400_000;
const STREAMS = 10;

export interface LargeFigures {
  readonly records: number;
  /** Milliseconds: a page of 50 records of a subject; and with every one of them decoded. */
  readonly subjectP50: number;
  readonly decodedP50: number;
  /** Milliseconds: the claims report of one client, and of everybody. */
  readonly clientReport: number;
  readonly wholeReport: number;
  /** Seconds, and seconds of CPU. */
  readonly verify: number;
  readonly verifyCpu: number;
  /** Records streamed; the largest memory of the process, in MB, while the first tenth was, and after. */
  readonly streamed: number;
  readonly memoryEarly: number;
  readonly memoryPeak: number;
}

export async function benchLarge(count: number): Promise<LargeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const store = await openSqliteStore(join(folder, 'log.db'));
    const since = Date.now() - DAY_MS;
    await fill(store, count, since, DAY_MS / count);
    const verifierKey = await sign(store);
    const pages = await time(
      QUERIES,
      async (n) => void (await store.page({ subject: subjectAt(n * 13) }, { limit: 50 })),
    );
    const decoded = await time(QUERIES, async (n) => {
      const { entries } = await store.page({ subject: subjectAt(n * 17) }, { limit: 50 });
      entries.forEach(contentOf);
    });
    const report = (term: string) => async (): Promise<void> =>
      void (await claimsReport(store, { since, terms: [[term]] }));
    const client = await time(5, report(termOf('client', 'client-7')));
    const whole = await time(3, report(termOf('kind', 'decision')));
    const verified = await verify(store, verifierKey, count);
    const streamed = await stream(store, count);
    await store.close();
    return {
      records: count,
      subjectP50: percentile(pages, 0.5),
      decodedP50: percentile(decoded, 0.5),
      clientReport: percentile(client, 0.5),
      wholeReport: percentile(whole, 0.5),
      ...verified,
      ...streamed,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function sign(store: LogStore): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const signer = createSigner('log.example.com/bench', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  await seal(store, signer, Date.now);
  return signer.verifierKey;
}

async function verify(
  store: LogStore,
  key: string,
  count: number,
): Promise<Pick<LargeFigures, 'verify' | 'verifyCpu'>> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const report = await verifyLog(store, [createVerifier(key)]);
  const { user, system } = process.cpuUsage(cpu);
  if (!report.ok || report.signed !== count) throw new Error(JSON.stringify(report));
  return { verify: (performance.now() - start) / 1000, verifyCpu: (user + system) / 1e6 };
}

async function time(calls: number, work: (n: number) => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < calls; n++) {
    const start = performance.now();
    await work(n);
    times.push(performance.now() - start);
  }
  return times;
}

async function stream(
  store: LogStore,
  count: number,
): Promise<Pick<LargeFigures, 'streamed' | 'memoryEarly' | 'memoryPeak'>> {
  const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);
  let streamed = 0;
  let memoryEarly = 0;
  let memoryPeak = 0;
  for (let round = 0; round < STREAMS; round++) {
    for await (const { key } of store.entries(0)) {
      if (key === '') throw new Error('an entry without a key');
      if (++streamed % 10_000 !== 0) continue;
      if (streamed <= count) memoryEarly = Math.max(memoryEarly, megabytes());
      else memoryPeak = Math.max(memoryPeak, megabytes());
    }
  }
  return { streamed, memoryEarly, memoryPeak };
}

if (import.meta.main) console.log(JSON.stringify(await benchLarge(Number(process.argv[2] ?? 1_000_000))));
