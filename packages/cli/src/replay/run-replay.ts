// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { canonicalJson } from '@assay/core/log';
import { createSum, EMPTY, streamBatches, type Aggregate } from '@assay/log/replay';
import type { LogStore, Question } from '@assay/log/store';
import { Failure } from '../failure.ts';
import type { Session } from '../session.ts';
import { sha256 } from '../sha256.ts';
import type { Job } from './job.ts';
import { createPool } from './pool.ts';
import { createProgress } from '../progress.ts';
import { readState, writeState, type Position } from './state.ts';

export interface ReplayRun {
  readonly job: Job<'effect' | 'verify'>;
  readonly store: LogStore;
  readonly question: Question;
  /** The question in the user's words: `24h` is another time at every run, and the same question. */
  readonly asked: object;
  readonly workers: number;
  readonly limit?: number;
  /** A file with how far it has come. */
  readonly state?: string;
}

/** What a replay came to, and what was asked. */
export interface Replayed {
  readonly question: Question;
  readonly aggregate: Aggregate;
}

/** Milliseconds between two writings of the state. */
const SAVE_MS = 2000;

/** Decides the records of a question again, on several threads. Throws ERR_REPLAY where it is interrupted, which is only waited for where there is a state to go on from. */
export async function runReplay(session: Session, run: ReplayRun): Promise<Replayed> {
  const { job, store, workers, limit } = run;
  const { io } = session;
  const saved = savedState(session, run);
  const begin = saved?.read() ?? { question: run.question, isDone: false, entries: 0, aggregate: EMPTY };
  const { question } = begin;
  if (begin.isDone) return { question, aggregate: begin.aggregate };
  const sum = createSum(begin.aggregate);
  const all = await countOf(session, run, question);
  const bar = createProgress(session, 'records');
  const pool = createPool(job, workers);
  const interrupt = onInterrupt(saved !== undefined);
  let { entries } = begin;
  let after = begin.after;
  // after the first batch at once: where it cannot be written, that is told before the work is done
  let last = -Infinity;
  let isDone = false;
  const position = (): Position => ({
    question,
    ...(after !== undefined && { after }),
    isDone,
    entries,
    aggregate: sum.total(),
  });
  try {
    await streamBatches({
      store,
      question,
      ...(after !== undefined && { after }),
      work: pool.run,
      // while a thread works on one batch, the next is read
      atOnce: pool.size === 1 ? 1 : pool.size * 2,
      ...(limit !== undefined && { limit: Math.max(0, limit - entries) }),
      take: (aggregate, batch) => {
        sum.add(aggregate);
        entries += batch.entries;
        after = batch.next;
        isDone = batch.next === undefined || entries >= (limit ?? Infinity);
        bar.at(entries, all);
        if (io.stopwatch() - last >= SAVE_MS) {
          saved?.write(position());
          last = io.stopwatch();
        }
        return !interrupt.isAsked();
      },
    });
    if (!isDone && interrupt.isAsked()) {
      saved?.write(position());
      throw new Failure('ERR_REPLAY', `interrupted after ${entries} records`, {
        help: 'the same command with the same `--state` goes on from there',
      });
    }
    isDone = true;
    saved?.write(position());
    return { question, aggregate: sum.total() };
  } finally {
    bar.end();
    interrupt.end();
    await pool.close();
  }
}

interface SavedState {
  readonly read: () => Position | undefined;
  readonly write: (position: Position) => void;
}

function savedState({ io }: Session, { state, job, store, asked, limit }: ReplayRun): SavedState | undefined {
  if (state === undefined) return undefined;
  const path = resolve(io.cwd, state);
  const { kind, policy } = job;
  const bound = `sha256-${sha256(canonicalJson({ kind, policy, place: store.place, asked, limit }))}`;
  return {
    read: () => readState(path, bound, state),
    write: (position) => writeState(path, bound, position, state),
  };
}

/** How many there are, for a terminal to show; counting is not for nothing. */
async function countOf(
  { io, json }: Session,
  { store, limit = Infinity }: ReplayRun,
  question: Question,
): Promise<number> {
  if (json || !io.stderr.isTerminal) return 0;
  const all = (await store.tally(question)).reduce((sum, { count }) => sum + count, 0);
  return Math.min(all, limit);
}

/** Whether Ctrl-C was pressed; a second time ends the process at once. */
function onInterrupt(isWaitedFor: boolean): { readonly isAsked: () => boolean; readonly end: () => void } {
  let isAsked = false;
  const listener = (): void => {
    isAsked = true;
  };
  if (isWaitedFor) process.once('SIGINT', listener);
  return { isAsked: () => isAsked, end: () => process.off('SIGINT', listener) };
}
