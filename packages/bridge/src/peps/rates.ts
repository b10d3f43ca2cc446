// SPDX-License-Identifier: Apache-2.0
import type { Pep } from './pep.ts';

/** Whether an enforcement point may ask once more. */
export type Rates = (pep: Pep) => boolean;

interface Bucket {
  tokens: number;
  at: number;
}

/** A bucket of tokens for each enforcement point, by name: as many as it may ask in a second, filled again as time goes by. */
export function createRates(requestsPerSecond: number, clock: () => number): Rates {
  const buckets = new Map<string, Bucket>();
  return ({ name, requestsPerSecond: most = requestsPerSecond }) => {
    const now = clock();
    let bucket = buckets.get(name);
    if (bucket === undefined) buckets.set(name, (bucket = { tokens: most, at: now }));
    // a clock that was set back fills nothing
    const passed = Math.max(0, now - bucket.at);
    bucket.tokens = Math.min(most, bucket.tokens + (passed / 1000) * most);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  };
}
