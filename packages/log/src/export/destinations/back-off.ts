// SPDX-License-Identifier: Apache-2.0
const ATTEMPTS = 8;
const FIRST_MS = 200;
const LONGEST_MS = 30_000;

/** What an attempt came to: done; or to be tried again, after so many milliseconds where the other side says. */
export type Attempt =
  { readonly isDone: true } | { readonly isDone: false; readonly cause: unknown; readonly afterMs?: number };

/** Tries up to eight times, and waits twice as long each time. Rejects with what `attempt` rejects with, and with the last cause. */
export async function backOff(
  attempt: () => Promise<Attempt>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> {
  for (let times = 1; ; times++) {
    const result = await attempt();
    if (result.isDone) return;
    if (times === ATTEMPTS) throw result.cause;
    // spread out, so that many that failed together do not come back together
    const own = FIRST_MS * 2 ** (times - 1) * (0.5 + Math.random() / 2);
    await sleep(Math.min(result.afterMs ?? own, LONGEST_MS));
  }
}
