// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pagesOf } from '../ask/pages-of.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { createCollector, type Collector } from './collector.ts';
import type { CollectorProblem } from './spilling.ts';

const NOW = TEST_START + 3_600_000;
const URL_OF_POST = 'http://localhost/v1/records';

describe('a collector whose store takes nothing', () => {
  let folder: string;
  let store: LogStore;
  let spill: string;
  let problems: CollectorProblem[];
  let collectors: Collector[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'assay-spill-'));
    store = await openSqliteStore(join(folder, 'log.db'), { busyMs: 20 });
    spill = join(folder, 'spill.jsonl');
    problems = [];
    collectors = [];
  });
  afterEach(async () => {
    for (const collector of collectors) await collector.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (options: { readonly spill?: string; readonly retryMs?: number }): Promise<Collector> => {
    const collector = await createCollector({
      store,
      clock: () => NOW,
      onProblem: (problem) => problems.push(problem),
      ...options,
    });
    collectors.push(collector);
    return collector;
  };

  /** Another process has the database for itself, until it is let go. */
  const lock = (): (() => void) => {
    const other = new DatabaseSync(join(folder, 'log.db'));
    other.exec('BEGIN IMMEDIATE');
    return () => {
      other.exec('ROLLBACK');
      other.close();
    };
  };

  const post = async (collector: Collector, records: readonly unknown[]): Promise<readonly [number, unknown]> => {
    const response = await collector.fetch(
      new Request(URL_OF_POST, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ writer: 'w1', records }),
      }),
    );
    const { results, code } = (await response.json()) as { results?: readonly { status: string }[]; code?: string };
    return [response.status, code ?? results?.map(({ status }) => status)];
  };
  const item = (n: number, subject = 'dana'): unknown => ({ seq: n, record: recordOf({ n, subject }) });

  const numbers = async (): Promise<readonly number[]> => {
    const found: number[] = [];
    for await (const { seq } of pagesOf(store, {}, { limit: 100, order: 'oldest' })) found.push(seq);
    return found;
  };

  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; !holds() && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(holds()).toBe(true);
  };

  it('acknowledges nothing without a spill, and says when to come again', async () => {
    const collector = await start({});
    const unlock = lock();
    const request = new Request(URL_OF_POST, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writer: 'w1', records: [item(0)] }),
    });
    const response = await collector.fetch(request);
    const { code } = (await response.json()) as { code: string };
    expect([response.status, code, response.headers.get('retry-after')]).toEqual([503, 'ERR_STORE_LOCKED', '1']);
    unlock();
    expect(await post(collector, [item(0)])).toEqual([202, ['stored']]);
  });

  it('keeps records on the disk, and brings them to the store when it comes back', async () => {
    const collector = await start({ spill, retryMs: 50 });
    const unlock = lock();
    expect(await post(collector, [item(0), item(1)])).toEqual([202, ['spilled', 'spilled']]);
    expect(await post(collector, [item(2)])).toEqual([202, ['spilled']]);
    const lines = readFileSync(spill, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([0, 1, 2]);
    await until(() => problems.some(({ what }) => what === 'drain'));
    unlock();
    await until(() => !existsSync(spill) && !existsSync(`${spill}.draining`));
    expect(await numbers()).toEqual([0, 1, 2]);
    expect(await post(collector, [item(2), item(3)])).toEqual([202, ['known', 'stored']]);
    expect(problems[0]).toEqual({ what: 'append', records: 2, code: 'ERR_STORE_LOCKED' });
  });

  it('brings to the store what an earlier one left behind, before it answers', async () => {
    const first = await start({ spill, retryMs: 60_000 });
    const unlock = lock();
    expect(await post(first, [item(0)])).toEqual([202, ['spilled']]);
    await first.close();
    unlock();
    // cut off by a crash: it was never acknowledged
    writeFileSync(spill, `${readFileSync(spill, 'utf8')}\n{"kind":"deci`);
    await start({ spill });
    expect(await numbers()).toEqual([0]);
    expect(existsSync(spill)).toBe(false);
    expect(problems.at(-1)).toEqual({ what: 'torn', records: 1, code: 'ERR_LOG_CORRUPT' });
  });

  it('starts although its store takes nothing', async () => {
    writeFileSync(spill, `${JSON.stringify({ kind: 'decision', writer: 'w1', seq: 0, record: recordOf({ n: 0 }) })}\n`);
    const unlock = lock();
    const collector = await start({ spill, retryMs: 50 });
    expect(await post(collector, [item(1)])).toEqual([202, ['spilled']]);
    unlock();
    await until(() => !existsSync(spill) && !existsSync(`${spill}.draining`));
    expect(await numbers()).toEqual([0, 1]);
  });

  it('writes down the loss of what turns out to be a conflict', async () => {
    const collector = await start({ spill, retryMs: 50 });
    await post(collector, [item(0)]);
    const unlock = lock();
    expect(await post(collector, [item(0, 'mallory')])).toEqual([202, ['spilled']]);
    unlock();
    await until(() => !existsSync(spill) && !existsSync(`${spill}.draining`));
    const { entries } = await store.page({ terms: [['kind=loss']] }, { limit: 10 });
    expect(entries.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        kind: 'loss',
        writer: 'w1',
        seq: 0,
        time: new Date(NOW).toISOString(),
        lost: { writer: 'w1', from: 0, to: 0 },
        reason: 'ERR_RECORD_CONFLICT',
      },
    ]);
  });

  it('sets aside what is never taken, once, tells of it, and goes on', async () => {
    writeFileSync(spill, '{"kind":"decision","writer":"w1","seq":0,"record":{}}\n');
    const collector = await start({ spill, retryMs: 10 });
    expect(await post(collector, [item(1)])).toEqual([202, ['stored']]);
    expect(await post(collector, [item(2)])).toEqual([202, ['stored']]);
    expect(problems.filter(({ what }) => what === 'drain')).toEqual([
      { what: 'drain', records: 1, code: 'ERR_RECORD_INVALID' },
    ]);
    expect([spill, `${spill}.draining`, `${spill}.rejected`].map((file) => existsSync(file))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('brings home what was spilled behind something that is never taken, and tells of that', async () => {
    const never = '{"kind":"decision","writer":"w1","seq":0,"record":{}}\n';
    writeFileSync(`${spill}.draining`, never);
    const collector = await start({ spill, retryMs: 10 });
    const unlock = lock();
    expect(await post(collector, [item(1)])).toEqual([202, ['spilled']]);
    unlock();
    await until(() => !existsSync(spill) && !existsSync(`${spill}.draining`));
    // the loss of the one, and the other
    expect([...(await numbers())].toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(readFileSync(`${spill}.rejected`, 'utf8')).toBe(never);
  });

  it('acknowledges nothing where the disk takes nothing either', async () => {
    const collector = await start({ spill: join(folder, 'log.db', 'spill.jsonl'), retryMs: 50 });
    const unlock = lock();
    expect(await post(collector, [item(0)])).toEqual([503, 'ERR_SINK_WRITE']);
    unlock();
    // nothing waits on the disk, so the store is asked again
    expect(await post(collector, [item(0)])).toEqual([202, ['stored']]);
  });
});
