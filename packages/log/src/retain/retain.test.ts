// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AssayError } from '@assay/core/errors';
import type { DecisionContent, RetentionContent } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import { contentOf } from '../entry/reveal.ts';
import { verifyLog } from '../prove/verify-log.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { testSigner } from '../testing/log-of.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { seal } from '../tree/seal.ts';
import { exportDay, exportOf } from './export-day.ts';
import { planRetention, type RetentionPlan } from './plan.ts';
import { readExport } from './read-export.ts';
import { retain, type RetainedDay, type RetainOptions } from './retain.ts';

const DAY = 86_400_000;
const { signer, verifier } = testSigner();
/** Ten days after the first entry. */
const NOW = TEST_START + 10 * DAY;

let folder: string;
let exports: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-retain-'));
  exports = join(folder, 'exports');
  store = await openSqliteStore(join(folder, 'log.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const decision = (n: number, time = TEST_START + n * (DAY / 4)): DecisionContent => ({
  kind: 'decision',
  writer: 'w1',
  seq: n,
  record: recordOf({ n, time }),
});

/** Of 20 November two, and of the 21st and 22nd four each. */
async function fill(): Promise<void> {
  await store.append(Array.from({ length: 10 }, (_, n) => entryOf(decision(n))));
  await seal(store, signer, () => NOW);
}

let runs = 0;
const options = (some: Partial<RetainOptions> = {}): RetainOptions => ({
  by: 'ops',
  writer: `retain-${runs++}`,
  clock: () => NOW,
  ...some,
});
const exporting = (of = store): Partial<RetainOptions> => ({ export: (day) => exportDay(of, day, exports) });
const plan = (keepDays = 9): Promise<RetentionPlan> =>
  planRetention(store, { keepDays, now: NOW, exportOf: (day) => exportOf(day, exports) });

const run = async (some: Partial<RetainOptions>, of = store, keepDays = 9): Promise<readonly RetainedDay[]> =>
  collect(retain(of, await plan(keepDays), options(some)));

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const failureOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (cause: AssayError) => `${cause.code}: ${cause.message}`,
  );

const retentions = async (): Promise<readonly unknown[]> =>
  (await store.page({ terms: [['kind=retention']] }, { limit: 100 })).entries
    .map((entry) => contentOf(entry) as RetentionContent) // sound: it was asked for
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));

/** What is wrong with the log, and how much of it was dropped. */
async function verified(): Promise<readonly unknown[]> {
  await seal(store, signer, () => NOW);
  const { ok, dropped, findings } = await verifyLog(store, [verifier]);
  return [ok, dropped, findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code)];
}

describe('retention', () => {
  it('plans the days that are over for longer than they are kept, and changes nothing', async () => {
    await fill();
    expect(await plan()).toEqual({ days: [{ day: '2026-11-20', entries: 2 }] });
    expect(await plan(8)).toEqual({
      days: [
        { day: '2026-11-20', entries: 2 },
        { day: '2026-11-21', entries: 4 },
      ],
    });
    expect([await plan(30), (await store.partitions()).length]).toEqual([{ days: [] }, 3]);
  });

  it('exports a day, says so, and drops it; what was exported can be read, and is what the leaves say', async () => {
    await fill();
    const before = await collect(store.entries(0));
    const [done] = await run(exporting());
    const digest = done?.exported ?? '';
    expect(done).toEqual({ day: '2026-11-20', dropped: 2, exported: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await store.partitions()).toMatchObject([
      { day: '2026-11-21' },
      { day: '2026-11-22' },
      { day: '2026-11-30' },
    ]);
    expect(await retentions()).toEqual([
      {
        kind: 'retention',
        writer: expect.any(String),
        seq: 0,
        time: new Date(NOW).toISOString(),
        by: 'ops',
        day: '2026-11-20',
        entries: 2,
        exported: digest,
      },
    ]);
    expect(readdirSync(exports).toSorted()).toEqual(['2026-11-20.json', '2026-11-20.jsonl.gz']);
    expect(JSON.parse(readFileSync(join(exports, '2026-11-20.json'), 'utf8'))).toEqual({
      version: 1,
      day: '2026-11-20',
      file: '2026-11-20.jsonl.gz',
      entries: 2,
      digest,
    });
    expect(statSync(join(exports, '2026-11-20.jsonl.gz')).mode & 0o777).toBe(0o600);
    const read = await collect(readExport(join(exports, '2026-11-20.jsonl.gz')));
    expect(plain(read)).toEqual(plain(before.slice(0, 2)));
    const leaves = await collect(store.leaves(0, 2));
    expect(plain(leaves)).toEqual(plain(read.map(({ position, key, leaf }) => ({ position, key, hash: leaf }))));
    expect(await verified()).toEqual([true, 2, []]);
  });

  it('drops nothing that was not exported', async () => {
    await fill();
    expect(await failureOf(run({}))).toBe('ERR_EXPORT: the 2 entries of 2026-11-20 were not exported, and were kept');
    expect([(await store.partitions()).length, await retentions()]).toEqual([3, []]);
  });

  it('drops what was not exported where it is told to, and says that it did', async () => {
    await fill();
    expect(await run({ isForced: true }, store, 8)).toEqual([
      { day: '2026-11-20', dropped: 2 },
      { day: '2026-11-21', dropped: 4 },
    ]);
    expect(await retentions()).toMatchObject([
      { day: '2026-11-20', entries: 2 },
      { day: '2026-11-21', entries: 4 },
    ]);
    expect(await verified()).toEqual([true, 6, []]);
  });

  it('drops what an earlier run has exported, and not what came since', async () => {
    await fill();
    const { digest } = await exportDay(store, '2026-11-20', exports);
    expect(await plan()).toEqual({ days: [{ day: '2026-11-20', entries: 2, exported: { digest, entries: 2 } }] });
    await store.append([entryOf(decision(90, TEST_START))]);
    expect(await failureOf(run({}))).toBe('ERR_EXPORT: the 3 entries of 2026-11-20 were not exported, and were kept');
  });

  it('does not take a file for an export that is not what its manifest says', async () => {
    await fill();
    await exportDay(store, '2026-11-20', exports);
    truncateSync(join(exports, '2026-11-20.jsonl.gz'), 20);
    expect(await plan()).toEqual({ days: [{ day: '2026-11-20', entries: 2 }] });
  });

  it('keeps a day to which entries come while it is exported', async () => {
    await fill();
    const late = entryOf(decision(90, TEST_START));
    const slow = async (day: string): ReturnType<typeof exportDay> => {
      const exported = await exportDay(store, day, exports);
      await store.append([late]);
      return exported;
    };
    expect(await failureOf(run({ export: slow }))).toBe(
      'ERR_EXPORT: entries came to 2026-11-20 meanwhile: expected 2, and found 3; they were kept',
    );
    expect([(await store.partitions())[0], await retentions()]).toEqual([{ day: '2026-11-20', entries: 3 }, []]);
    expect(await run(exporting())).toMatchObject([{ dropped: 3 }]);
    expect(
      readdirSync(exports)
        .filter((name) => name.endsWith('.gz'))
        .toSorted(),
    ).toEqual(['2026-11-20.2.jsonl.gz', '2026-11-20.jsonl.gz']);
    expect(await verified()).toEqual([true, 3, []]);
  });

  it('drops entries that come to a day after it was dropped with an export of their own', async () => {
    await fill();
    await run(exporting());
    await store.append([entryOf(decision(90, TEST_START))]);
    expect(await run(exporting())).toMatchObject([{ day: '2026-11-20', dropped: 1 }]);
    expect(await collect(readExport(join(exports, '2026-11-20.jsonl.gz')))).toHaveLength(2);
    expect(await collect(readExport(join(exports, '2026-11-20.2.jsonl.gz')))).toHaveLength(1);
    expect(await verified()).toEqual([true, 3, []]);
  });

  // each step of two days fails once, before it is done and after
  const steps = ['sequence', 'partitions', 'page', 'append', 'dropPartition'] as const;
  it.each(
    steps.flatMap((step) => [1, 2, 3, 4].flatMap((time) => [true, false].map((isDone) => ({ step, time, isDone })))),
  )('comes to the same after it was interrupted at $step, time $time, done $isDone', async ({ step, time, isDone }) => {
    await fill();
    const broken = failing(store, step, time, isDone);
    await failureOf(run(exporting(broken), broken, 8));
    await run(exporting(), store, 8);
    expect((await store.partitions()).map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-30']);
    expect(await collect(readExport(join(exports, '2026-11-20.jsonl.gz')))).toHaveLength(2);
    expect(await collect(readExport(join(exports, '2026-11-21.jsonl.gz')))).toHaveLength(4);
    expect(await retentions()).toMatchObject([{ day: '2026-11-20' }, { day: '2026-11-21' }]);
    expect(await verified()).toEqual([true, 6, []]);
  });

  it('reads no export that is torn, or none', async () => {
    await fill();
    const file = join(folder, 'x.jsonl.gz');
    await exportDay(store, '2026-11-21', exports);
    const whole = readFileSync(join(exports, '2026-11-21.jsonl.gz'));
    const codes: string[] = [];
    for (const bytes of [
      whole.subarray(0, -20),
      Buffer.from('x'),
      gzipSync('{"kind":"decision"}\n'),
      gzipSync('null\n'),
      gzipSync('{\n'),
    ]) {
      writeFileSync(file, bytes);
      codes.push((await failureOf(collect(readExport(file)))).replace(file, 'FILE').replace(/line \d+/, 'line N'));
    }
    codes.push((await failureOf(collect(readExport(join(folder, 'none'))))).replace(folder, ''));
    expect(codes).toEqual([
      'ERR_EXPORT: `FILE` could not be read, after line N',
      'ERR_EXPORT: `FILE` could not be read, after line N',
      'ERR_EXPORT: line N of `FILE` is no entry',
      'ERR_EXPORT: line N of `FILE` is no entry',
      'ERR_EXPORT: line N of `FILE` is no entry',
      'ERR_EXPORT: `/none` could not be read, after line 0',
    ]);
  });

  it('says that an export cannot be written, and drops nothing', async () => {
    await fill();
    writeFileSync(exports, 'a file');
    expect(await failureOf(run(exporting()))).toMatch(
      /^ERR_EXPORT: the export of 2026-11-20 could not be written \(E(EXIST|NOTDIR)\)$/,
    );
    expect((await store.partitions()).length).toBe(3);
  });
});

/** The same store, whose `time`th call of a method fails: before it is done, or after. */
function failing(of: LogStore, method: keyof LogStore, time: number, isDone: boolean): LogStore {
  let calls = 0;
  return new Proxy(of, {
    get: (target, name: keyof LogStore) => {
      const member = target[name];
      if (name !== method || typeof member !== 'function') return member;
      return async (...given: readonly unknown[]) => {
        const isNow = ++calls === time;
        if (isNow && !isDone) throw new Error('interrupted');
        const result: unknown = await Reflect.apply(member, target, given);
        if (isNow) throw new Error('interrupted');
        return result;
      };
    },
  });
}

/** What a driver returns may have prototypes of its own. */
const plain = (items: readonly object[]): readonly unknown[] =>
  items.map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([name, value]) => [
        name,
        value instanceof Uint8Array || ArrayBuffer.isView(value)
          ? Buffer.from(value as Uint8Array).toString('hex')
          : (value as unknown),
      ]),
    ),
  );
