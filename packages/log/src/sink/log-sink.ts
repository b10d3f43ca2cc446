// SPDX-License-Identifier: Apache-2.0
import { AssayError, isAssayError, type ErrorCode } from '@assay/core/errors';
import type { DecisionRecord, DecisionSink } from '@assay/core/log';
import { keyOf } from '../entry/make-entry.ts';
import type { Content, LossContent } from '../entry/entry.ts';
import type { Appended } from '../store/log-store.ts';
import { createSettlingAppend } from './append-and-settle.ts';
import type { Spill } from './spill.ts';
import type { Target } from './target.ts';

export interface LogSinkOptions {
  /** The name of this writer, used once: the next start of the same host is another writer. */
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Records written at once; 200, where absent. */
  readonly maxBatch?: number;
  /** Records that may wait; 10,000, where absent. One more is refused with ERR_LOG_QUEUE. */
  readonly maxQueue?: number;
  /** Where records go that the target does not take. Without it they are lost, and `write` rejects. */
  readonly spill?: Spill;
  /** Told of every failure: count it, and alarm somebody. */
  readonly onProblem?: (problem: SinkProblem) => void;
}

export interface SinkProblem {
  readonly code: ErrorCode;
  readonly records: number;
  readonly isSpilled: boolean;
}

/** A sink that is brought to rest before its host ends. */
export interface LogSink extends DecisionSink {
  write(record: DecisionRecord): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly content: Content;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

const LARGEST_BACK_MS = 1000;

/** Whether one of the records is what was not taken, and others would be. */
const isOfOneRecord = (cause: unknown): boolean => isAssayError(cause) && cause.code === 'ERR_RECORD_INVALID';

/**
 * The sink of a host: numbers its records, and writes those that come together as one batch (group commit). `write` resolves once the record is safe, and rejects with
 * ERR_SINK_WRITE, ERR_LOG_QUEUE or ERR_RECORD_CONFLICT. What was lost is logged as a loss as soon as the target takes anything again.
 */
export function createLogSink(target: Target, options: LogSinkOptions): LogSink {
  const { writer, clock, maxBatch = 200, maxQueue = 10_000, spill, onProblem } = options;
  const queue: Waiting[] = [];
  const append = createSettlingAppend(target, clock);
  let seq = 0;
  let lost: Pick<LossContent, 'lost' | 'reason'>[] = [];
  // INVARIANT: a loss that was sent once stays as it is, so that the target knows it when it comes again
  let told: readonly LossContent[] = [];
  let running: Promise<void> | undefined;
  let latest = 0;

  const lose = (from: number, to: number, reason: ErrorCode): void => {
    const last = lost.at(-1);
    if (last?.lost.to === from - 1 && last.reason === reason)
      lost[lost.length - 1] = { reason, lost: { ...last.lost, to } };
    else lost.push({ reason, lost: { writer, from, to } });
  };

  const write = (record: DecisionRecord): Promise<void> => {
    const number = seq++;
    if (queue.length >= maxQueue) {
      lose(number, number, 'ERR_LOG_QUEUE');
      onProblem?.({ code: 'ERR_LOG_QUEUE', records: 1, isSpilled: false });
      return Promise.reject(new AssayError('ERR_LOG_QUEUE', `${maxQueue} records wait already`));
    }
    noticeClock(Date.parse(record.time));
    return new Promise((resolve, reject) => {
      queue.push({ content: { kind: 'decision', writer, seq: number, record }, resolve, reject });
      running ??= run();
    });
  };

  /** The order of the log is that of its tree, so nothing is lost by it: but times are what people ask by. */
  const noticeClock = (time: number): void => {
    if (time < latest - LARGEST_BACK_MS) {
      onProblem?.({ code: 'ERR_LOG_CLOCK', records: 1, isSpilled: false });
      latest = time;
    } else latest = Math.max(latest, time);
  };

  const run = async (): Promise<void> => {
    // what comes in the same turn of the event loop goes together
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await send(queue.splice(0, maxBatch));
    running = undefined;
  };

  const send = async (batch: readonly Waiting[]): Promise<void> => {
    const time = new Date(clock()).toISOString();
    told = [
      ...told,
      ...lost.map((loss): LossContent => ({ kind: 'loss', writer, seq: loss.lost.from, time, ...loss })),
    ];
    lost = [];
    const losses = told;
    try {
      const results = await append([...losses, ...batch.map(({ content }) => content)]);
      told = [];
      batch.forEach((waiting, at) => answer(waiting, results[losses.length + at]));
    } catch (cause) {
      if (batch.length > 1 && isOfOneRecord(cause)) await sendEach(batch);
      else await keep(batch, losses, cause);
    }
  };

  /** What the target will not take of one record must not hold up the others. */
  const sendEach = async (batch: readonly Waiting[]): Promise<void> => {
    for (const waiting of batch) await send([waiting]);
  };

  const answer = ({ content, resolve, reject }: Waiting, result: Appended | undefined): void => {
    if (result !== 'conflict') return resolve();
    onProblem?.({ code: 'ERR_RECORD_CONFLICT', records: 1, isSpilled: false });
    reject(new AssayError('ERR_RECORD_CONFLICT', `\`${keyOf(content)}\` is in the log, with other contents`));
  };

  const keep = async (batch: readonly Waiting[], losses: readonly LossContent[], cause: unknown): Promise<void> => {
    const code = isAssayError(cause) ? cause.code : 'ERR_SINK_WRITE';
    const isSpilled = await spill?.add([...losses, ...batch.map(({ content }) => content)]).then(
      () => true,
      () => false,
    );
    if (isSpilled === true) told = [];
    onProblem?.({ code, records: batch.length, isSpilled: isSpilled === true });
    for (const { content, resolve, reject } of batch) {
      if (isSpilled === true) resolve();
      else {
        lose(content.seq, content.seq, code);
        reject(
          isAssayError(cause)
            ? cause
            : new AssayError('ERR_SINK_WRITE', `the log \`${target.name}\` did not take it`, { cause }),
        );
      }
    }
  };

  const flush = async (): Promise<void> => {
    while (running) await running;
    if (lost.length + told.length > 0) await send([]);
  };

  return {
    name: target.name,
    write,
    flush,
    close: async () => {
      await flush();
      await target.close();
    },
  };
}
