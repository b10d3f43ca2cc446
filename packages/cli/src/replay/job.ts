// SPDX-License-Identifier: Apache-2.0
import {
  agreementWith,
  effectOn,
  liveBatch,
  replayBatch,
  type Aggregate,
  type EntryText,
  type LiveBatch,
  type Redecide,
} from '@assay/log/replay';
import { createRedecide, type RedecideOptions } from './redecide.ts';

/** What is asked of every record: plain data, so that a worker can have it. */
export interface Job<K extends keyof Results = keyof Results> extends RedecideOptions {
  /** What another policy would change; whether the same one agrees; which tokens live too well. */
  readonly kind: K;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a batch comes to. */
export interface Results {
  readonly effect: Aggregate;
  readonly verify: Aggregate;
  readonly live: LiveBatch;
}

export type Work<R> = (batch: readonly EntryText[]) => Promise<R>;

const WORK: {
  readonly [K in keyof Results]: (batch: readonly EntryText[], redecide: Redecide, now: number) => Promise<Results[K]>;
} = {
  effect: (batch, redecide) => replayBatch(batch, redecide, effectOn),
  verify: (batch, redecide) => replayBatch(batch, redecide, agreementWith),
  live: liveBatch,
};

/** What does a job, in this thread. `redecide` stands in for deciding by what was recorded. */
export function createWork<K extends keyof Results>(
  job: Job<K>,
  redecide: Redecide = createRedecide(job),
): Work<Results[K]> {
  const work = WORK[job.kind];
  return (batch) => work(batch, redecide, job.now);
}
