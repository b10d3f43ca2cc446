// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

export interface Retry {
  /** Whether what went wrong may go right soon. Told once for each failure. */
  readonly isPassing: (cause: unknown) => boolean;
  readonly tries?: number;
}

/** Does it again, after ever longer times, while what goes wrong may pass: beyond what the AWS SDK tries by itself, under a second and a half. */
export async function retry<T>(work: () => Promise<T>, { isPassing, tries = 6 }: Retry): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (cause) {
      if (!isPassing(cause) || tried === tries) throw cause;
      await sleep(25 * 2 ** tried * (0.5 + Math.random() / 2));
    }
  }
}
