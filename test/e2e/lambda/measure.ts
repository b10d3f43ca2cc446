// SPDX-License-Identifier: Apache-2.0
import { startLambda, type LambdaOptions } from './rie.ts';
import type { LambdaRuntime } from './runtime.ts';

/** One instance of a function, from its start to its end. */
export interface Measured {
  /** The first invocation, with the start of Node and of the function, in milliseconds. */
  readonly coldMs: number;
  /** Half of the others took no longer, in milliseconds. */
  readonly warmMs: number;
  /** The most memory its process had, in bytes. */
  readonly memory: number;
}

/** Starts a function anew and invokes it once cold and `warm` times after that. To compare two functions, measure them by turns. */
export async function measureLambda(
  runtime: LambdaRuntime,
  options: LambdaOptions,
  { event, warm }: { readonly event: unknown; readonly warm: number },
): Promise<Measured> {
  const lambda = await startLambda(runtime, options);
  try {
    const { ms: coldMs } = await lambda.invoke(event);
    const times: number[] = [];
    for (let at = 0; at < warm; at++) times.push((await lambda.invoke(event)).ms);
    return { coldMs, warmMs: median(times), memory: lambda.peakMemory() };
  } finally {
    await lambda.stop();
  }
}

/** The middle of some numbers; NaN of none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
