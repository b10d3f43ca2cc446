// SPDX-License-Identifier: Apache-2.0
import { isAssayError, type ErrorCode } from '@assay/core/errors';
import type { Content } from '../entry/entry.ts';
import { createSpill } from '../sink/spill.ts';
import type { Appended } from '../store/log-store.ts';
import type { Append } from './group-commit.ts';

export interface SpillingOptions {
  /** The file; of one collector alone. */
  readonly path: string;
  /** How long a store that failed is left alone; one second, where absent. */
  readonly retryMs?: number;
  readonly onProblem?: (problem: CollectorProblem) => void;
}

/** What an operator should hear of. */
export interface CollectorProblem {
  readonly code: ErrorCode;
  readonly what: 'append' | 'spill' | 'drain' | 'torn';
  readonly records: number;
}

export interface Spilling {
  readonly append: Append;
  /** Brings what was spilled to the store, as far as it takes it. Never rejects. */
  readonly drain: () => Promise<void>;
  /** Stops trying, once a drain that is under way has ended. */
  readonly close: () => Promise<void>;
}

/** Writes to the store, and where it takes nothing, to a file on the disk, which is brought to the store as soon as it takes anything again. */
export function createSpilling(
  append: (contents: readonly Content[]) => Promise<readonly Appended[]>,
  { path, retryMs = 1000, onProblem }: SpillingOptions,
): Spilling {
  const spill = createSpill(path);
  let draining: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  /** Whether the store is left alone for now: it took nothing of what came last. */
  let isDown = false;

  const tell = (what: CollectorProblem['what'], records: number, cause: unknown): void =>
    onProblem?.({ what, records, code: isAssayError(cause) ? cause.code : 'ERR_SINK_WRITE' });

  const retryLater = (): void => {
    if (!isClosed) timer ??= setTimeout(() => void drain(), retryMs).unref();
  };

  /** One at a time. */
  const drain = (): Promise<void> => (draining ??= drainNow().finally(() => (draining = undefined)));

  const drainNow = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    isDown = false;
    try {
      const { refused, torn } = await spill.drain({ append });
      if (refused > 0) onProblem?.({ what: 'drain', records: refused, code: 'ERR_RECORD_INVALID' });
      if (torn > 0) onProblem?.({ what: 'torn', records: torn, code: 'ERR_LOG_CORRUPT' });
    } catch (cause) {
      tell('drain', 0, cause);
      retryLater();
    }
  };

  return {
    append: async (contents) => {
      if (!isDown)
        try {
          return await append(contents);
        } catch (cause) {
          tell('append', contents.length, cause);
          // nothing is wrong with the store, and waiting would not help
          if (isAssayError(cause) && cause.code === 'ERR_RECORD_INVALID') throw cause;
        }
      try {
        await spill.add(contents);
        isDown = true;
      } catch (cause) {
        tell('spill', contents.length, cause);
        throw cause;
      }
      retryLater();
      return contents.map(() => 'spilled');
    },
    drain,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await draining;
    },
  };
}
