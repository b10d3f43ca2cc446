// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { CONTESTED_LIMITS } from '../limits.ts';
import type { CacheRecord, Namespace, Run } from '../run.ts';

/** Keys and values in bytes, times in milliseconds; how large it may be in all, see `CONTESTED_LIMITS`. */
export const CACHE_LIMITS = {
  entries: 20,
  key: 64,
  value: 4096,
  defaultTtl: 900_000,
  maxTtl: 86_400_000,
} as const;

type CacheResult =
  { readonly type: 'success'; readonly record?: CacheRecord } | { readonly type: 'error'; readonly code: string };

/** A small store of texts for all Actions of a trigger: what it cannot do is an answer, not an exception. */
export const cache: Namespace = (run) => ({
  get: (key) => {
    const record = run.cache.get(key as string); // sound: a key that is no text is in no map of texts
    return record === undefined || record.expires_at < run.tenant.clock() ? undefined : { ...record };
  },
  set: (key, value, options) => set(run, key, value, options),
  delete: (key): CacheResult =>
    run.cache.delete(key as string) ? { type: 'success' } : { type: 'error', code: 'CacheKeyDoesNotExist' }, // sound: as above
});

function set(run: Run, key: unknown, value: unknown, options: unknown): CacheResult {
  if (typeof key !== 'string' || typeof value !== 'string') throw new TypeError('the cache holds strings by strings');
  const tooLarge = sizeError(run, key, value);
  if (tooLarge !== undefined) return { type: 'error', code: tooLarge };

  const now = run.tenant.clock();
  const ttl = own(options, 'ttl');
  const until = own(options, 'expires_at');
  if ([ttl, until].some((each) => each !== undefined && !isTime(each))) return { type: 'error', code: 'InvalidExpiry' };
  const expiries = [...(isTime(ttl) ? [now + Math.floor(ttl)] : []), ...(isTime(until) ? [Math.floor(until)] : [])];
  const expiresAt = expiries.length === 0 ? now + CACHE_LIMITS.defaultTtl : Math.min(...expiries);
  if (expiresAt <= now) return { type: 'error', code: 'ItemAlreadyExpired' };
  if (!Number.isSafeInteger(expiresAt)) return { type: 'error', code: 'InvalidExpiry' };

  const record = { value, expires_at: Math.min(expiresAt, now + CACHE_LIMITS.maxTtl) };
  run.cache.set(key, record);
  return { type: 'success', record: { ...record } };
}

/** As the platform counts: what the key held before counts beside what it is to hold. */
function sizeError(run: Run, key: string, value: string): string | undefined {
  const keyBytes = Buffer.byteLength(key);
  const valueBytes = Buffer.byteLength(value);
  if (keyBytes > CACHE_LIMITS.key) return 'CacheKeySizeExceeded';
  if (valueBytes > CACHE_LIMITS.value) return 'CacheValueSizeExceeded';
  const held = cacheBytes(run.cache);
  if (held + keyBytes + valueBytes > CONTESTED_LIMITS[run.tenant.limits].cache) return 'CacheSizeExceeded';
  // the number is documented, the code is not
  return run.cache.has(key) || run.cache.size < CACHE_LIMITS.entries ? undefined : 'CacheSizeExceeded';
}

/** Bytes of all keys and values. */
export function cacheBytes(held: ReadonlyMap<string, CacheRecord>): number {
  return [...held].reduce((sum, [key, { value }]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
