// SPDX-License-Identifier: Apache-2.0
import { access, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AssayError, isAssayError } from '@assay/core/errors';
import type { StoredEntry } from '../../entry/entry.ts';
import type { LogStore, Partition } from '../log-store.ts';
import { writeError } from './appender.ts';
import { addCheckpoint, checkpointsOf } from './checkpoints.ts';
import { headOf } from './head.ts';
import { parseLine } from './line.ts';
import { acquireLock, type Release } from './lock.ts';
import { pageOf, tallyOf } from './page.ts';
import { archivePolicy, policiesOf, policyOf } from './policies.ts';
import { readLog } from './read-log.ts';
import { dropDay, eraseLines } from './rewrite.ts';
import { entriesOf, leavesOf, sizeOf } from './tree.ts';
import { openWriter, type Writer } from './writer.ts';

export interface JsonLinesOptions {
  /** Only to be asked: nothing is created, and it may be while another process writes. */
  readonly isReadOnly?: boolean;
  /** How long to wait for another process that writes; 5 seconds, where absent. */
  readonly waitMs?: number;
}

/**
 * The log in one file of JSON lines: each is a decision record, for people who read files. Questions go through the whole file, and one process writes it.
 * Rejects with ERR_STORE_OPEN, ERR_STORE_LOCKED, ERR_STORE_FULL, ERR_STORE_VERSION or ERR_LOG_CORRUPT.
 */
export async function openJsonLinesStore(given: string, options: JsonLinesOptions = {}): Promise<LogStore> {
  const path = resolve(given);
  return options.isReadOnly === true ? openReader(path) : openWritten(path, options.waitMs ?? 5000);
}

async function openReader(path: string): Promise<LogStore> {
  try {
    await access(path);
  } catch (cause) {
    throw new AssayError('ERR_STORE_OPEN', `there is no log \`${path}\``, { cause });
  }
  const refuse = (): Promise<never> =>
    Promise.reject(new AssayError('ERR_SINK_WRITE', `the log \`${path}\`: it may only be read`));
  return {
    ...readingPart(path),
    append: refuse,
    sequence: () => attempt(path, () => sizeOf(path)),
    read: (id) => attempt(path, () => readByScan(path, id)),
    addCheckpoint: refuse,
    archivePolicy: refuse,
    erase: refuse,
    dropPartition: refuse,
    close: async () => {},
  };
}

async function openWritten(path: string, waitMs: number): Promise<LogStore> {
  let release: Release | undefined;
  let writer: Writer;
  try {
    await mkdir(dirname(path), { recursive: true });
    release = await acquireLock(`${path}.lock`, waitMs);
    writer = await openWriter(path);
  } catch (cause) {
    await release?.();
    throw isAssayError(cause)
      ? cause
      : new AssayError('ERR_STORE_OPEN', `the log \`${path}\` could not be opened`, { cause });
  }
  const unlock = release;
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other. */
  const write = <T>(work: () => Promise<T>): Promise<T> => {
    const writing = last.then(work).catch((cause: unknown) => {
      throw isAssayError(cause) ? cause : writeError(path, cause);
    });
    last = writing.catch(() => undefined);
    return writing;
  };
  /** The file is another one afterwards. */
  const replace = <T>(work: () => Promise<T>): Promise<T> =>
    write(async () => {
      const result = await work();
      await writer.close();
      writer = await openWriter(path);
      return result;
    });
  return {
    ...readingPart(path),
    append: (entries) => write(() => writer.append(entries)),
    sequence: () => write(async () => writer.size()),
    read: (id) =>
      write(async () => {
        const found = await Promise.all(['deny', 'permit'].map((outcome) => writer.read(`${id}.${outcome}`)));
        return found.filter((entry) => entry !== undefined);
      }),
    addCheckpoint: (checkpoint) => write(() => addCheckpoint(path, checkpoint)),
    archivePolicy: (policy) => write(() => archivePolicy(path, policy)),
    erase: (keys) => (keys.length === 0 ? Promise.resolve() : replace(() => eraseLines(path, keys))),
    dropPartition: (day, expected) => replace(() => dropDay(path, day, expected)),
    close: async () => {
      await last;
      await writer.close();
      await unlock();
    },
  };
}

type Reading = Pick<
  LogStore,
  'name' | 'place' | 'page' | 'tally' | 'entries' | 'leaves' | 'checkpoints' | 'policies' | 'policy' | 'partitions'
>;

const readingPart = (path: string): Reading => ({
  name: 'jsonl',
  place: path,
  page: (question, request) => attempt(path, () => pageOf(path, question, request)),
  tally: (question, bucketMs) => attempt(path, () => tallyOf(path, question, bucketMs)),
  entries: (from) => attemptEach(path, entriesOf(path, from)),
  leaves: (from, to) => attemptEach(path, leavesOf(path, from, to)),
  checkpoints: () => attempt(path, () => checkpointsOf(path)),
  policies: () => attempt(path, () => policiesOf(path)),
  policy: (digest) => attempt(path, () => policyOf(path, digest)),
  partitions: () => attempt(path, () => partitionsOf(path)),
});

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw readError(path, cause);
  }
}

async function* attemptEach<T>(path: string, items: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (cause) {
    throw readError(path, cause);
  }
}

const readError = (path: string, cause: unknown): AssayError =>
  isAssayError(cause) ? cause : new AssayError('ERR_STORE_READ', `the log \`${path}\` could not be read`, { cause });

async function readByScan(path: string, id: string): Promise<readonly StoredEntry[]> {
  const found: StoredEntry[] = [];
  for await (const { lines } of readLog(path))
    for (const { text, number, position } of lines) {
      if (!text.includes(id)) continue;
      const { entry } = parseLine(text, { path, number });
      if (entry.kind === 'decision' && entry.key.slice(0, entry.key.lastIndexOf('.')) === id)
        found.push({ ...entry, position });
    }
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function partitionsOf(path: string): Promise<readonly Partition[]> {
  const days = new Map<string, number>();
  for await (const { lines } of readLog(path))
    for (const { text, number } of lines) {
      const { time } = headOf(text) ?? parseLine(text, { path, number }).entry;
      const day = new Date(time).toISOString().slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
  return [...days].map(([day, entries]) => ({ day, entries })).sort((a, b) => (a.day < b.day ? -1 : 1));
}
