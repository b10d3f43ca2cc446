// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAssayError } from '@assay/core/errors';
import type { DecisionContent, LossContent } from '../../entry/entry.ts';
import { entryOf } from '../../entry/make-entry.ts';
import { contentOf, recordOf as recordIn } from '../../entry/reveal.ts';
import { readJsonLines } from '../../read-json-lines.ts';
import { recordOf, TEST_START, type RecordPart } from '../../testing/record-of.ts';
import { STORE_SUITE } from '../../testing/store-suite.ts';
import type { LogStore } from '../log-store.ts';
import { openJsonLinesStore, type JsonLinesOptions } from './jsonl-store.ts';

let folder: string;
let path: string;
let opened: LogStore[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
  path = join(folder, 'log.jsonl');
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close().catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

async function open(options?: JsonLinesOptions): Promise<LogStore> {
  const store = await openJsonLinesStore(path, options);
  opened.push(store);
  return store;
}

const content = (part: RecordPart, writer = 'w1'): DecisionContent => ({
  kind: 'decision',
  writer,
  seq: part.n,
  record: recordOf(part),
});
const LOSS: LossContent = {
  kind: 'loss',
  writer: 'w1',
  seq: 4,
  time: new Date(TEST_START).toISOString(),
  lost: { writer: 'w1', from: 4, to: 6 },
  reason: 'ERR_STORE_FULL',
};

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const numbersIn = async (store: LogStore): Promise<readonly number[]> =>
  (await all(store.entries(0))).map(({ seq }) => seq);

/** Code and text of what a promise rejects with; the folder of the test is left out. */
async function failureOf(work: Promise<unknown>): Promise<readonly [string, string] | undefined> {
  try {
    await work;
    return undefined;
  } catch (cause) {
    if (!isAssayError(cause)) throw cause;
    return [cause.code, cause.message.replaceAll(folder, '')];
  }
}

describe('the log in JSON lines', () => {
  it.each(STORE_SUITE)('$name', async ({ run }) => run(open));
});

describe('a file that cannot be read', () => {
  it('is told by its code, also while entries stream', async () => {
    await (await open()).append([entryOf(content({ n: 1 }))]);
    const store = await openJsonLinesStore(path, { isReadOnly: true });
    rmSync(path);
    mkdirSync(path);
    const failure = ['ERR_STORE_READ', expect.stringContaining('could not be read')];
    expect(await failureOf(all(store.entries(0)))).toEqual(failure);
    expect(await failureOf(all(store.leaves(0, 1)))).toEqual(failure);
  });
});

describe('a line', () => {
  it('is the record, and last who wrote it and the salts', async () => {
    const store = await open();
    const { record } = content({ n: 1 });
    await store.append([entryOf(content({ n: 1 })), entryOf(LOSS)]);
    const [first, second] = readFileSync(path, 'utf8').trimEnd().split('\n');
    const { entry, ...rest } = JSON.parse(first!) as Record<string, unknown>;
    expect(rest).toEqual(record);
    expect(first).toBe(`${JSON.stringify(record).slice(0, -1)},"entry":${JSON.stringify(entry)}}`);
    expect(entry).toEqual({
      writer: 'w1',
      seq: 1,
      salts: Object.fromEntries(
        [
          '/who/subject/id',
          '/baseline/claims',
          '/granted/tokens/0/claims/0/value',
          '/evidence/0/digest',
          '/correlation',
          '/inputs',
        ].map((pointer) => [pointer, expect.stringMatching(/^[\w-]{22}$/) as unknown]),
      ),
    });
    expect(JSON.parse(second!)).toEqual(LOSS);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('without an entry of an older version is read, with a leaf that stays', async () => {
    writeFileSync(path, `${JSON.stringify(recordOf({ n: 1 }))}\r\n\n${JSON.stringify(recordOf({ n: 2 }))}`);
    const reader = await open({ isReadOnly: true });
    const before = await all(reader.entries(0));
    expect(before.map(({ writer, seq, position }) => [writer, seq, position])).toEqual([
      ['unnumbered', 1, 0],
      ['unnumbered', 3, 1],
    ]);
    expect(before.map(recordIn)).toEqual([recordOf({ n: 1 }), recordOf({ n: 2 })]);
    const store = await open();
    await store.append([entryOf(content({ n: 3 }))]);
    // every line is written anew, and those are still who they were
    await store.erase([entryOf(content({ n: 3 })).key]);
    expect((await all(store.entries(0))).slice(0, 2)).toEqual(before);
    expect(await store.read(recordOf({ n: 2 }).id)).toEqual([before[1]]);
  });

  it('that was erased still answers what was asked of its claims', async () => {
    const store = await open();
    await store.append([entryOf(content({ n: 1 }))]);
    const question = { terms: [['claim=email']] };
    const before = await store.tally(question);
    await store.erase([entryOf(content({ n: 1 })).key]);
    expect(await store.tally(question)).toEqual(before);
    expect(readFileSync(path, 'utf8')).not.toContain('dana');
  });

  it('is a record to readJsonLines, and only those are', async () => {
    const store = await open();
    await store.append([
      entryOf(content({ n: 1 })),
      entryOf(LOSS),
      entryOf(content({ n: 2, time: TEST_START - 86_400_000 })),
    ]);
    await store.dropPartition('2026-11-19');
    expect(await all(readJsonLines(path))).toEqual([recordOf({ n: 1 })]);
  });
});

describe('what is damaged', () => {
  const TORN = '{"version":1,"id":"01a20';

  it('at the end is what a crash tore: passed over by readers, cut off by the next writer', async () => {
    const store = await open();
    await store.append([entryOf(content({ n: 1 }))]);
    await store.close();
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, TORN);
    expect(await numbersIn(await open({ isReadOnly: true }))).toEqual([1]);
    expect(readFileSync(path, 'utf8')).toBe(whole + TORN);
    const again = await open();
    expect(await again.append([entryOf(content({ n: 2 }))])).toEqual(['stored']);
    expect(await numbersIn(again)).toEqual([1, 2]);
    expect(readFileSync(path, 'utf8').startsWith(`${whole}{"version":1`)).toBe(true);
  });

  it.each([
    ['a broken line', TORN],
    ['something else', '["a"]'],
    ['a record of another shape', JSON.stringify({ ...recordOf({ n: 1 }), withheld: 'x' })],
    ['an entry without a writer', JSON.stringify({ ...recordOf({ n: 1 }), entry: { seq: 1, salts: {} } })],
    ['another kind', '{"kind":"other","writer":"w","seq":0,"time":"2026-11-20T12:00:00.000Z"}'],
  ])('elsewhere is said with its line: %s', async (_, line) => {
    const good = `${JSON.stringify(recordOf({ n: 5 }))}\n`;
    writeFileSync(path, `${good}${line}\n${good}`);
    const reader = await open({ isReadOnly: true });
    const problem = ['ERR_LOG_CORRUPT', expect.stringMatching(/^`\/log\.jsonl:2` is damaged: expected a record/)];
    expect(await failureOf(all(reader.entries(0)))).toEqual(problem);
    expect(await failureOf(reader.page({}, { limit: 5 }))).toEqual(problem);
    expect(readFileSync(path, 'utf8')).toBe(`${good}${line}\n${good}`);
  });

  it('or of a newer version is not read', async () => {
    writeFileSync(path, `${JSON.stringify({ ...recordOf({ n: 1 }), version: 2 })}\n`);
    expect(await failureOf(open())).toEqual(['ERR_STORE_VERSION', '`/log.jsonl:1` was written by a newer version']);
  });

  it('a drop that was never finished counts for nothing', async () => {
    const store = await open();
    await store.append([entryOf(content({ n: 1 })), entryOf(content({ n: 2, time: TEST_START + 86_400_000 }))]);
    const leaves = await all(store.leaves(0, 2));
    writeFileSync(`${path}.dropped.jsonl`, `{"position":0,"key":"x","hash":"AAAA"}\n{"posi`);
    expect(await all(store.leaves(0, 2))).toEqual(leaves);
    expect(await store.dropPartition('2026-11-21')).toBe(1);
    expect(await all(store.leaves(0, 2))).toEqual(leaves);
    expect(await store.dropPartition('2026-11-20')).toBe(1);
    expect(await all(store.leaves(0, 2))).toEqual(leaves);
    expect(await store.sequence()).toBe(2);
  });
});

/** Runs a program that has `open(path)`, `entryOf` and `content` at hand. */
const program = (text: string): readonly string[] => [
  '--conditions=source',
  '--input-type=module',
  '-e',
  `import { openJsonLinesStore } from ${JSON.stringify(join(__dirname, 'jsonl-store.ts'))};
   import { entryOf } from ${JSON.stringify(join(__dirname, '../../entry/make-entry.ts'))};
   import { recordOf } from ${JSON.stringify(join(__dirname, '../../testing/record-of.ts'))};
   const path = process.argv[1];
   const content = (n) => ({ kind: 'decision', writer: 'w1', seq: n, record: recordOf({ n }) });
   ${text}`,
];
const ENV = { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' };

describe('a full disk', () => {
  it('rejects the batch whole, keeps what was acknowledged, and lets the next in once there is room', async () => {
    const text = `const store = await openJsonLinesStore(path);
      let n = 0;
      try {
        for (;; n += 3) await store.append([n, n + 1, n + 2].map(content).map((of) => entryOf(of)));
      } catch ({ code, message }) {
        const again = await store.append([content(n)].map((of) => entryOf(of))).catch(({ code }) => [code]);
        console.log(JSON.stringify({ n, code, message, again, size: await store.sequence() }));
      }
      await store.close();`;
    // the system's limit on the size of a file, in blocks of 512 bytes: beyond it a write is cut short and then refused
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 45; exec "$0" "$@"', process.execPath, ...program(text), path],
      {
        encoding: 'utf8',
        env: ENV,
      },
    );
    expect(stderr).toBe('');
    const told = JSON.parse(stdout) as { n: number; again: readonly string[]; size: number };
    expect(told).toMatchObject({ code: 'ERR_STORE_FULL', message: `the log \`${path}\`: the disk is full` });
    expect(told.n).toBeGreaterThan(0);
    const isIn = told.again[0] === 'stored';
    expect(told.size).toBe(told.n + (isIn ? 1 : 0));
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
    const store = await open();
    expect(await numbersIn(store)).toEqual(Array.from({ length: told.size }, (_, n) => n));
    expect(await store.append([entryOf(content({ n: told.size }))])).toEqual(['stored']);
  });
});

describe('a writer that is killed', () => {
  it('loses nothing it acknowledged', async () => {
    const text = `const store = await openJsonLinesStore(path);
      for (let n = await store.sequence(); ; n += 20) {
        await store.append(Array.from({ length: 20 }, (_, at) => entryOf(content(n + at))));
        process.stdout.write(n + 20 + '\\n');
      }`;
    for (let times = 0; times < 5; times++) {
      const acknowledged = await new Promise<number>((resolve, reject) => {
        const child = spawn(process.execPath, [...program(text), path], {
          env: ENV,
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let told = '';
        child.stdout.on('data', (data: Buffer) => {
          told += data.toString();
          if (told.split('\n').length > 5 + times) child.kill('SIGKILL');
        });
        child.on('error', reject);
        child.on('close', () => resolve(Number(told.trimEnd().split('\n').at(-1))));
      });
      const numbers = await numbersIn(await open({ isReadOnly: true }));
      expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
      expect(numbers).toEqual(numbers.map((_, at) => at));
    }
  }, 60_000);
});

describe('a second writer', () => {
  const lock = (): string => `${path}.lock`;

  it('waits, and is told who holds the file', async () => {
    await open();
    expect(await failureOf(open({ waitMs: 120 }))).toEqual([
      'ERR_STORE_LOCKED',
      `\`/log.jsonl.lock\` is held by process ${process.pid}`,
    ]);
  });

  it('gets the file as soon as the first is done', async () => {
    const first = await open();
    await first.append([entryOf(content({ n: 1 }))]);
    const second = open();
    await first.close();
    expect(await (await second).sequence()).toBe(1);
    expect(existsSync(lock())).toBe(true);
    await (await second).close();
    expect(existsSync(lock())).toBe(false);
  });

  it.each([
    ['that is gone', () => `${spawnSync(process.execPath, ['-e', '']).pid} 1`],
    ['that had the number of this one', () => `${process.pid} 1`],
    ['whose number another has now', () => `${process.ppid} 1`],
    ['that wrote nonsense', () => 'nonsense'],
  ])('takes over from a process %s', async (_, owner) => {
    writeFileSync(lock(), owner());
    const store = await open({ waitMs: 0 });
    expect(await store.append([entryOf(content({ n: 1 }))])).toEqual(['stored']);
  });

  it('is one alone, where many come at once upon a stale lock', async () => {
    writeFileSync(lock(), `${process.pid} 1`);
    const codes = await Promise.all(Array.from({ length: 8 }, () => failureOf(open({ waitMs: 0 }))));
    expect(codes.filter((failure) => failure === undefined)).toHaveLength(1);
  });

  it('may read while the first writes, and writes nothing', async () => {
    const store = await open();
    const reader = await open({ isReadOnly: true });
    await store.append([entryOf(content({ n: 1 }))]);
    expect((await reader.page({}, { limit: 5 })).entries.map(contentOf)).toEqual([content({ n: 1 })]);
    expect(await failureOf(reader.append([entryOf(content({ n: 2 }))]))).toEqual([
      'ERR_SINK_WRITE',
      'the log `/log.jsonl`: it may only be read',
    ]);
  });

  it('and a reader of a log there is not, are told', async () => {
    expect(await failureOf(open({ isReadOnly: true }))).toEqual(['ERR_STORE_OPEN', 'there is no log `/log.jsonl`']);
    writeFileSync(path, '');
    expect(await failureOf(openJsonLinesStore(join(path, 'log.jsonl')))).toEqual([
      'ERR_STORE_OPEN',
      'the log `/log.jsonl/log.jsonl` could not be opened',
    ]);
  });
});
