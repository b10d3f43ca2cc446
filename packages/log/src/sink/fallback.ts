// SPDX-License-Identifier: Apache-2.0
import { AssayError, isAssayError, type ErrorCode } from '@assay/core/errors';
import type { DecisionSink } from '@assay/core/log';

export interface FallbackOptions {
  /** How long the first may take; what it does later is not waited for. */
  readonly timeoutMs: number;
  /** Told each time: count it, and alarm somebody. */
  readonly onFallback: (recordId: string, code: ErrorCode) => void;
}

/** A sink that writes to `first`, and where that fails or takes too long to `second`, from where records are brought home later (`assay log import`). */
export function createFallback(
  first: DecisionSink,
  second: DecisionSink,
  { timeoutMs, onFallback }: FallbackOptions,
): DecisionSink {
  return {
    name: `${first.name}|${second.name}`,
    async write(record) {
      try {
        await within(timeoutMs, async () => first.write(record));
      } catch (cause) {
        onFallback(record.id, isAssayError(cause) ? cause.code : 'ERR_SINK_WRITE');
        await second.write(record);
      }
    },
    flush: async () => {
      await Promise.all([first.flush(), second.flush()]);
    },
  };
}

async function within(timeoutMs: number, work: () => Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AssayError('ERR_SINK_WRITE', 'the log did not answer in time')), timeoutMs);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
