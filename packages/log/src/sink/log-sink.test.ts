// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '@assay/core/errors';
import type { Content } from '../entry/entry.ts';
import { contentOf } from '../entry/reveal.ts';
import type { LogStore } from '../store/log-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { recordOf, TEST_START } from '../testing/record-of.ts';
import { createLogSink, type LogSinkOptions, type SinkProblem } from './log-sink.ts';
import { createSpill } from './spill.ts';
import { targetOf, type Target } from './target.ts';

let folder: string;
let store: LogStore;
let problems: SinkProblem[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-sink-'));
  store = await openSqliteStore(join(folder, 'log.db'));
  problems = [];
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A target that fails while it is told to, with a store behind it. */
function flaky(): { readonly target: Target; isDown: boolean } {
  const inner = targetOf(store);
  const state = {
    isDown: false,
    target: {
      ...inner,
      append: (contents: readonly Content[]) =>
        state.isDown ? Promise.reject(new AssayError('ERR_STORE_FULL', 'the disk is full')) : inner.append(contents),
      close: async () => {},
    },
  };
  return state;
}

const coded = (code: string): Error => expect.objectContaining({ code }) as Error;

const optionsOf = (part: Partial<LogSinkOptions> = {}): LogSinkOptions => ({
  writer: 'w1',
  clock: () => TEST_START,
  onProblem: (problem) => void problems.push(problem),
  ...part,
});

async function contents(): Promise<readonly Content[]> {
  const found: Content[] = [];
  for await (const entry of store.entries(0)) found.push(contentOf(entry));
  return found;
}

const numbered = async (): Promise<readonly unknown[]> =>
  (await contents()).map(({ kind, writer, seq }) => [kind, writer, seq]);

test('records that come together are one batch, numbered in their order', async () => {
  const batches: number[] = [];
  const inner = targetOf(store);
  const sink = createLogSink(
    { ...inner, append: (all) => (batches.push(all.length), inner.append(all)), close: async () => {} },
    optionsOf(),
  );
  await Promise.all(Array.from({ length: 250 }, (_, n) => sink.write(recordOf({ n }))));
  await sink.close();
  expect(batches).toEqual([200, 50]);
  expect(await numbered()).toEqual(Array.from({ length: 250 }, (_, n) => ['decision', 'w1', n]));
});

test('what was lost is logged as a loss, once the store takes anything again, and its numbers are not used again', async () => {
  const state = flaky();
  const sink = createLogSink(state.target, optionsOf());
  await sink.write(recordOf({ n: 0 }));
  state.isDown = true;
  await expect(Promise.all([1, 2].map((n) => sink.write(recordOf({ n }))))).rejects.toThrow(
    expect.objectContaining({ code: 'ERR_STORE_FULL' }) as Error,
  );
  state.isDown = false;
  await sink.write(recordOf({ n: 3 }));
  await sink.close();
  expect(problems).toEqual([{ code: 'ERR_STORE_FULL', records: 2, isSpilled: false }]);
  expect(await numbered()).toEqual([
    ['decision', 'w1', 0],
    ['loss', 'w1', 1],
    ['decision', 'w1', 3],
  ]);
  expect((await contents())[1]).toEqual({
    kind: 'loss',
    writer: 'w1',
    seq: 1,
    time: new Date(TEST_START).toISOString(),
    lost: { writer: 'w1', from: 1, to: 2 },
    reason: 'ERR_STORE_FULL',
  });
});

test('a full queue refuses, and says so', async () => {
  const sink = createLogSink(targetOf(store), optionsOf({ maxQueue: 2 }));
  const writes = [0, 1, 2].map((n) => sink.write(recordOf({ n })));
  const results = await Promise.allSettled(writes);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(problems).toEqual([{ code: 'ERR_LOG_QUEUE', records: 1, isSpilled: false }]);
  await sink.flush();
  expect(await numbered()).toEqual([
    ['loss', 'w1', 2],
    ['decision', 'w1', 0],
    ['decision', 'w1', 1],
  ]);
});

test('what the store does not take is spilled to the disk, and brought home at the next start, its numbers kept', async () => {
  const path = join(folder, 'spill.jsonl');
  const state = flaky();
  const spill = createSpill(path);
  const sink = createLogSink(state.target, optionsOf({ spill }));
  state.isDown = true;
  await Promise.all([0, 1].map((n) => sink.write(recordOf({ n }))));
  state.isDown = false;
  await sink.write(recordOf({ n: 2 }));
  await sink.close();
  expect(problems).toEqual([{ code: 'ERR_STORE_FULL', records: 2, isSpilled: true }]);
  expect(await spill.drain(targetOf(store))).toEqual({ written: 2, refused: 0, torn: 0 });
  expect(await spill.drain(targetOf(store))).toEqual({ written: 0, refused: 0, torn: 0 });
  expect([...(await numbered())].toSorted((a, b) => (String(a) < String(b) ? -1 : 1))).toEqual([
    ['decision', 'w1', 0],
    ['decision', 'w1', 1],
    ['decision', 'w1', 2],
  ]);
});

test('the same decision by another attempt is a repeat, and another one under its id is refused', async () => {
  const first = createLogSink(targetOf(store), optionsOf());
  await first.write(recordOf({ n: 0 }));
  const second = createLogSink({ ...targetOf(store), close: async () => {} }, optionsOf({ writer: 'w2' }));
  await second.write({ ...recordOf({ n: 0 }), timings: { gather: 7, decide: 7, total: 14 } });
  await expect(second.write(recordOf({ n: 0, subject: 'mallory', time: TEST_START }))).rejects.toThrow(
    expect.objectContaining({ code: 'ERR_RECORD_CONFLICT' }) as Error,
  );
  await second.close();
  expect(problems).toEqual([{ code: 'ERR_RECORD_CONFLICT', records: 1, isSpilled: false }]);
  expect(await numbered()).toEqual([
    ['decision', 'w1', 0],
    ['repeat', 'w2', 0],
    ['loss', 'w2', 1],
  ]);
});

test('a clock that goes back is told, and nothing is lost by it', async () => {
  const sink = createLogSink(targetOf(store), optionsOf());
  await sink.write(recordOf({ n: 5 }));
  await sink.write(recordOf({ n: 1 }));
  await sink.flush();
  expect(problems).toEqual([{ code: 'ERR_LOG_CLOCK', records: 1, isSpilled: false }]);
  expect((await numbered()).length).toBe(2);
});

/** A target that will not take one record, whatever else it takes. */
function picky(seq: number): Target {
  const inner = targetOf(store);
  return {
    ...inner,
    append: (all) =>
      all.some((content) => content.kind === 'decision' && content.seq === seq)
        ? Promise.reject(new AssayError('ERR_RECORD_INVALID', 'it is too large'))
        : inner.append(all),
    close: async () => {},
  };
}

test('a record the target will not take does not take the others of its batch along', async () => {
  const sink = createLogSink(picky(1), optionsOf());
  const results = await Promise.allSettled([0, 1, 2].map((n) => sink.write(recordOf({ n }))));
  await sink.close();
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await numbered()).toEqual([
    ['decision', 'w1', 0],
    ['loss', 'w1', 1],
    ['decision', 'w1', 2],
  ]);
});

test('what is spilled and never taken is set aside and told as a loss, and holds up nothing behind it', async () => {
  const spill = createSpill(join(folder, 'spill.jsonl'), () => TEST_START);
  await spill.add([0, 1, 2].map((seq) => ({ kind: 'decision', writer: 'w1', seq, record: recordOf({ n: seq }) })));
  expect(await spill.drain(picky(1))).toEqual({ written: 2, refused: 1, torn: 0 });
  expect(await spill.drain(picky(1))).toEqual({ written: 0, refused: 0, torn: 0 });
  expect(await numbered()).toEqual([
    ['decision', 'w1', 0],
    ['decision', 'w1', 2],
    ['loss', 'w1', 1],
  ]);
  const aside = readFileSync(join(folder, 'spill.jsonl.rejected'), 'utf8').trim().split('\n');
  expect(aside.map((line) => (JSON.parse(line) as Content).seq)).toEqual([1]); // sound: what was spilled
});

test('a loss that could not be told is spilled with the next record', async () => {
  const state = flaky();
  const path = join(folder, 'spill.jsonl');
  const spill = createSpill(path);
  let canSpill = false;
  const sink = createLogSink(
    state.target,
    optionsOf({ spill: { ...spill, add: (all) => (canSpill ? spill.add(all) : Promise.reject(new Error('no'))) } }),
  );
  state.isDown = true;
  await expect(sink.write(recordOf({ n: 0 }))).rejects.toThrow(coded('ERR_STORE_FULL'));
  canSpill = true;
  await sink.write(recordOf({ n: 1 }));
  await sink.flush();
  await spill.drain(targetOf(store));
  expect(await numbered()).toEqual([
    ['loss', 'w1', 0],
    ['decision', 'w1', 1],
  ]);
});

test('what became of a record is written later, where it cannot be at once, and the record is safe all the same', async () => {
  const first = createLogSink(targetOf(store), optionsOf());
  await first.write(recordOf({ n: 0 }));
  const inner = targetOf(store);
  let fails = true;
  const target: Target = {
    ...inner,
    append: (all) =>
      fails && all.some(({ kind }) => kind === 'repeat')
        ? Promise.reject(new AssayError('ERR_STORE_LOCKED', 'locked'))
        : inner.append(all),
    close: async () => {},
  };
  const second = createLogSink(target, optionsOf({ writer: 'w2' }));
  await second.write({ ...recordOf({ n: 0 }), timings: { gather: 7, decide: 7, total: 14 } });
  fails = false;
  await second.write(recordOf({ n: 1 }));
  await second.close();
  expect(problems).toEqual([]);
  expect(await numbered()).toEqual([
    ['decision', 'w1', 0],
    ['decision', 'w2', 1],
    ['repeat', 'w2', 0],
  ]);
});
