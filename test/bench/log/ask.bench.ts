// SPDX-License-Identifier: Apache-2.0
// Questions to a log in SQLite whose records are all of the last 24 hours: one subject's records, and the claims report; and the memory of streaming it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimsReport, pagesOf } from '@assay/log/ask';
import { openSqliteStore } from '@assay/log/sqlite';
import { contentOf, entryOf, termOf, type LogStore } from '@assay/log/store';
import { percentile } from '../measure.ts';
import { realRecords, recordAt, subjectAt } from './records.ts';

const BATCH = 1000;
const QUERIES = 500;
const DAY_MS = 86_400_000;
/** How often the whole log is streamed: 10 M records of a log of 1 M. */
const STREAMS = 10;

export interface AskFigures {
  readonly records: number;
  /** Milliseconds: a page of 50 records of a subject, decoded. */
  readonly subjectP50: number;
  readonly subjectP99: number;
  /** Milliseconds: the claims report of one client, and of everybody. */
  readonly clientReport: number;
  readonly wholeReport: number;
  /** Records streamed, and the memory of the process in MB at the first tenth and at its highest after. */
  readonly streamed: number;
  readonly memoryEarly: number;
  readonly memoryPeak: number;
}

export async function benchAsk(count: number): Promise<AskFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  try {
    const store = await openSqliteStore(join(folder, 'log.db'));
    const end = Date.now();
    await fill(store, count, end - DAY_MS, DAY_MS / count);
    const subject = await time(QUERIES, async (n) => {
      const { entries } = await store.page({ subject: subjectAt(n * 13) }, { limit: 50 });
      entries.forEach(contentOf);
    });
    const since = end - DAY_MS;
    const client = await time(5, async () => void (await claimsReport(store, { since, terms: [[termOf('client', 'client-7')]] })));
    const whole = await time(3, async () => void (await claimsReport(store, { since, terms: [[termOf('kind', 'decision')]] })));
    const streamed = await stream(store, count);
    await store.close();
    return {
      records: count,
      subjectP50: percentile(subject, 0.5),
      subjectP99: percentile(subject, 0.99),
      clientReport: percentile(client, 0.5),
      wholeReport: percentile(whole, 0.5),
      ...streamed,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function fill(store: LogStore, count: number, start: number, step: number): Promise<void> {
  const real = await realRecords('digest');
  for (let at = 0; at < count; at += BATCH) {
    const size = Math.min(BATCH, count - at);
    await store.append(
      Array.from({ length: size }, (_, n) =>
        entryOf({ kind: 'decision', writer: 'bench', seq: at + n, record: recordAt(real, at + n, start, step) }),
      ),
    );
  }
}

async function time(calls: number, work: (n: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < calls; n++) {
    const start = performance.now();
    await work(n);
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b);
}

async function stream(store: LogStore, count: number): Promise<Pick<AskFigures, 'streamed' | 'memoryEarly' | 'memoryPeak'>> {
  const megabytes = (): number => Math.round(process.memoryUsage.rss() / 1_048_576);
  let streamed = 0;
  let memoryEarly = 0;
  let memoryPeak = 0;
  for (let round = 0; round < STREAMS; round++) {
    for await (const { key } of pagesOf(store, { terms: [[termOf('kind', 'decision')]] }, { limit: 500 })) {
      if (key === '') throw new Error('an entry without a key');
      streamed++;
      if (streamed % 10_000 !== 0) continue;
      if (streamed <= count) memoryEarly = Math.max(memoryEarly, megabytes());
      else memoryPeak = Math.max(memoryPeak, megabytes());
    }
  }
  return { streamed, memoryEarly, memoryPeak };
}

if (import.meta.main) console.log(JSON.stringify(await benchAsk(Number(process.argv[2] ?? 1_000_000))));
