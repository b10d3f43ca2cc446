// SPDX-License-Identifier: Apache-2.0

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that `share` (0 to 1) of the sorted values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One of those compared: what it does in a round, and how many calls that is. */
export interface Contestant {
  readonly calls: number;
  readonly run: () => void;
}

/** Microseconds per call of each contestant, round after round: the rounds are interleaved, so that whatever else the machine does meets all alike. */
export function interleave(contestants: readonly Contestant[], rounds: number): readonly (readonly number[])[] {
  const times: number[][] = contestants.map(() => []);
  for (let round = -2; round < rounds; round++) {
    contestants.forEach(({ calls, run }, i) => {
      const start = process.hrtime.bigint();
      run();
      const perCall = Number(process.hrtime.bigint() - start) / 1000 / calls;
      if (round >= 0) times[i]?.push(perCall); // the first two rounds only warm up
    });
  }
  return times;
}

/** The median, over the rounds, of a's time over b's in the same round. */
export function ratio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((time, i) => time / (b[i] ?? Number.NaN)));
}
