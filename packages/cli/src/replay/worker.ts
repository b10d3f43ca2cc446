// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads';
import { createWork, type Job } from './job.ts';
import type { Answer, Order } from './pool.ts';

/** One thread of a pool: does its job on every batch it is sent. */
const work = createWork(workerData as Job); // sound: what the pool starts it with

parentPort?.on('message', ({ id, batch }: Order) => {
  const answer = (text: Omit<Answer, 'id'>): void => parentPort?.postMessage({ id, ...text });
  work(batch).then(
    (result) => answer({ result }),
    (cause: unknown) => answer({ failure: cause instanceof Error ? cause.name : typeof cause }),
  );
});
