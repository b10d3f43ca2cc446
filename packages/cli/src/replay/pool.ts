// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';
import { AssayError } from '@assay/core/errors';
import type { EntryText } from '@assay/log/replay';
import { createWork, type Job, type Results, type Work } from './job.ts';

/** Threads that share a job. */
export interface Pool<R> {
  readonly run: Work<R>;
  readonly size: number;
  readonly close: () => Promise<void>;
}

/** What a thread is sent, and what it answers. */
export interface Order {
  readonly id: number;
  readonly batch: readonly EntryText[];
}
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  /** The kind of what was thrown. */
  readonly failure?: string;
}

/** A pool of at most `size` threads, each started when all others are busy; one is this thread itself. */
export function createPool<K extends keyof Results>(job: Job<K>, size: number): Pool<Results[K]> {
  if (size <= 1) return { run: createWork(job), size: 1, close: async () => undefined };
  const threads: Thread<Results[K]>[] = [];
  return {
    size,
    run: (batch) => {
      const idle = threads.toSorted((a, b) => a.busy() - b.busy())[0];
      if (idle !== undefined && (idle.busy() === 0 || threads.length >= size)) return idle.run(batch);
      const started = startThread<Results[K]>(job);
      threads.push(started);
      return started.run(batch);
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

interface Thread<R> {
  readonly run: Work<R>;
  readonly busy: () => number;
  readonly close: () => Promise<unknown>;
}

interface Waiting<R> {
  readonly resolve: (result: R) => void;
  readonly reject: (cause: unknown) => void;
}

/** Beside this file, compiled as it is. */
const isSource = import.meta.url.endsWith('.ts');
const ENTRY = new URL(isSource ? './worker.ts' : './worker.js', import.meta.url);

function startThread<R>(job: Job): Thread<R> {
  const worker = new Worker(ENTRY, {
    workerData: job,
    execArgv: isSource ? ['--conditions=source', '--no-warnings'] : [],
  });
  const waiting = new Map<number, Waiting<R>>();
  let ids = 0;
  const fail = (what: string, cause?: unknown): void => {
    for (const { reject } of waiting.values()) reject(new AssayError('ERR_REPLAY', what, { cause }));
    waiting.clear();
  };
  worker.on('message', ({ id, result, failure }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined)
      asked?.resolve(result as R); // sound: the job of this kind
    else asked?.reject(new AssayError('ERR_REPLAY', `a batch of records could not be decided again: ${failure}`));
  });
  worker.on('error', (cause) => fail('a thread that decides records again failed', cause));
  worker.on('exit', () => fail('a thread that decides records again ended'));
  return {
    busy: () => waiting.size,
    run: (batch) =>
      new Promise((resolve, reject) => {
        const id = ids++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, batch } satisfies Order);
      }),
    close: () => worker.terminate(),
  };
}
