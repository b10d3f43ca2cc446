// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { entryOf } from '../entry/make-entry.ts';
import { recordOf as recordIn } from '../entry/reveal.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import type { EntryText } from './replay-batch.ts';
import { streamBatches, type StreamOptions } from './stream.ts';
import { policiesAt } from './policies-at.ts';

let folder: string;
let store: LogStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-replay-'));
  store = await openSqliteStore(join(folder, 'log.db'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const MINUTE = 60_000;
const write = (from: number, to: number, policy?: string) =>
  store.append(
    Array.from({ length: to - from }, (_, at) => {
      const n = from + at;
      return entryOf({ kind: 'decision', writer: 'w', seq: n, record: recordOf({ n, ...(policy && { policy }) }) });
    }),
  );
const ids = (batch: readonly EntryText[]): readonly (string | undefined)[] => batch.map((entry) => recordIn(entry)?.id);
const idsOf = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, at) => recordOf({ n: from + at }).id);

async function streamed(part: Partial<StreamOptions<readonly (string | undefined)[]>> = {}) {
  const taken: (string | undefined)[] = [];
  let running = 0;
  let most = 0;
  let next: string | undefined;
  await streamBatches({
    store,
    question: {},
    atOnce: 3,
    batchSize: 4,
    work: async (batch) => {
      most = Math.max(most, ++running);
      // the later a batch, the sooner it is done
      await sleep(10 - batch.length);
      running--;
      return ids(batch);
    },
    take: (found, batch) => {
      taken.push(...found);
      next = batch.next;
      return true;
    },
    ...part,
  });
  return { taken, most, next };
}

describe('streamBatches', () => {
  test('hands out every entry once, in the order of the log, and holds no more batches than asked for', async () => {
    await write(0, 22);
    const { taken, most, next } = await streamed();
    expect(taken).toEqual(idsOf(0, 22));
    expect([most, next]).toEqual([3, undefined]);
  });

  test('ends after so many, and goes on from there', async () => {
    await write(0, 22);
    const first = await streamed({ limit: 10 });
    expect(first.taken).toEqual(idsOf(0, 10));
    const second = await streamed({ ...(first.next !== undefined && { after: first.next }) });
    expect(second.taken).toEqual(idsOf(10, 22));
  });

  test('ends where it is told to, and where work fails, with nothing left running', async () => {
    await write(0, 22);
    let taken = 0;
    await streamed({ take: () => ++taken < 2 });
    expect(taken).toBe(2);
    await expect(streamed({ work: async () => Promise.reject(new RangeError('x')) })).rejects.toThrow(RangeError);
  });

  test('has nothing to do where there is nothing', async () => {
    expect(await streamed()).toEqual({ taken: [], most: 1, next: undefined });
  });
});

describe('policiesAt', () => {
  const [A, B] = ['a', 'b'].map((letter) => `sha256-${letter.repeat(64)}`) as [string, string]; // sound: two of them
  const at = (n: number): number => TEST_START + n * MINUTE;
  const archive = (digest: string, time: number, project = 'payments') =>
    store.archivePolicy({
      digest,
      project,
      table: '{}',
      files: {},
      revision: `r-${digest[7]}`,
      uses: [{ time, what: 'loaded', by: 'ops' }],
    });

  test('tells which decided then, since when and until when, also where one came back', async () => {
    await archive(A, at(0));
    await archive(B, at(4));
    await write(0, 4, A);
    await write(4, 8, B);
    await write(8, 12, A);
    const found = { project: 'payments', isWithin: true };
    expect((await policiesAt(store, at(2), at(2) + 1)).decided).toEqual([
      { ...found, digest: A, revision: 'r-a', since: at(0), until: at(3), next: { digest: B, time: at(4) } },
    ]);
    expect((await policiesAt(store, at(3), at(5))).decided).toEqual([
      { ...found, digest: A, revision: 'r-a', since: at(0), until: at(3), next: { digest: B, time: at(4) } },
      { ...found, digest: B, revision: 'r-b', since: at(4), until: at(7), next: { digest: A, time: at(8) } },
    ]);
    const last = { ...found, digest: A, revision: 'r-a', since: at(8), until: at(11) };
    expect((await policiesAt(store, at(9) + 1, at(9) + 2)).decided).toEqual([last]);
    expect((await policiesAt(store, at(20), at(21))).decided).toEqual([{ ...last, isWithin: false }]);
  });

  test('says what was in use where no decision is there, and that it holds nothing where there is nothing', async () => {
    await archive(A, at(0));
    expect(await policiesAt(store, at(5), at(6))).toEqual({
      decided: [],
      used: [{ digest: A, project: 'payments', revision: 'r-a', use: { time: at(0), what: 'loaded', by: 'ops' } }],
    });
    await write(10, 12, B);
    expect(await policiesAt(store, at(-5), at(-4))).toEqual({ decided: [], used: [], oldest: at(10) });
    expect((await policiesAt(store, at(10), at(10) + 1)).decided).toEqual([
      { digest: B, isWithin: true, since: at(10), until: at(11) },
    ]);
  });
});
