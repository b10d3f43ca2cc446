// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@assay/core/errors';
import { seal, type Signer } from '@assay/log/tree';
import type { LogStore } from '@assay/log/store';
import { codeOf } from './code-of.ts';

export interface SealingOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly onFailure: (code: ErrorCode) => void;
  /** A minute, where absent. */
  readonly everyMs?: number;
}

/** What signs the log while a host runs. */
export interface Sealing {
  readonly start: () => void;
  /** Signs what came since, and stops. Never rejects. */
  readonly close: () => Promise<void>;
}

/** Signs a checkpoint every minute, and at the end; does nothing without a key. A failure is told, and it tries again. */
export function createSealing(
  store: LogStore,
  signer: Signer | undefined,
  { clock, onFailure, everyMs = 60_000 }: SealingOptions,
): Sealing {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const sealOnce = async (): Promise<void> => {
    if (signer === undefined) return;
    try {
      await seal(store, signer, clock);
    } catch (cause) {
      onFailure(codeOf(cause));
    }
  };
  // one at a time
  const next = (): Promise<void> => (last = last.then(sealOnce));
  return {
    start: () => {
      timer = setInterval(() => void next(), everyMs).unref();
    },
    close: async () => {
      clearInterval(timer);
      await next();
    },
  };
}
