// SPDX-License-Identifier: Apache-2.0

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Resolves when the process is told to end, the first time; the second time it ends as it would have. */
export async function untilEnded(): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      for (const signal of SIGNALS) process.off(signal, end);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, end);
  });
}
