// SPDX-License-Identifier: Apache-2.0

/** The port of what keeps answers for a while. It may forget, and fail, at any time; what does not fit is not kept. */
export interface SourceCache {
  get(key: string): string | undefined | Promise<string | undefined>;
  /** Keeps `value` for at most `ttlMs`. */
  set(key: string, value: string, ttlMs: number): void | Promise<void>;
}

export interface MemoryCacheOptions {
  readonly maxEntries: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Longer texts would let a few answers fill the memory of a function: in UTF-16 units. */
const MAX_VALUE = 64 * 1024;

/** A cache in the memory of this process: of more than `maxEntries` the oldest are forgotten. Nothing is given out after its time. */
export function createMemoryCache({ maxEntries, clock }: MemoryCacheOptions): SourceCache {
  const entries = new Map<string, { readonly value: string; readonly from: number; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      const now = clock();
      // a clock that was set back would make entries live longer
      if (now >= entry.from && now < entry.until) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, ttlMs) {
      entries.delete(key);
      if (value.length > MAX_VALUE || !(ttlMs > 0) || !(maxEntries >= 1)) return;
      for (const oldest of entries.keys()) {
        if (entries.size < maxEntries) break;
        entries.delete(oldest);
      }
      const from = clock();
      entries.set(key, { value, from, until: from + ttlMs });
    },
  };
}
