// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { tryInvoke } from './invoke.ts';

/** What a source may keep between executions: text, best effort, for a while. Never throws. */
export interface SourceCache {
  get(key: string): string | undefined;
  set(key: string, value: string, ttlMs: number): void;
}

/** What the cache of an Action takes (Auth0: "Actions Limitations"); what is beyond is not kept. */
const MAX_ENTRIES = 20;
const MAX_KEY_BYTES = 64;
const MAX_VALUE_BYTES = 4_000;

/** `api.cache` as sources see it. A cache that is not there, or refuses, forgets. */
export function createCache(api: unknown): SourceCache {
  const written = new Set<string>();
  return {
    get(key) {
      const value = own(tryInvoke(api, 'cache.get', [key]), 'value');
      return typeof value === 'string' ? value : undefined;
    },
    set(key, value, ttlMs) {
      if (bytesOf(key) > MAX_KEY_BYTES || bytesOf(value) > MAX_VALUE_BYTES) return;
      if (written.size >= MAX_ENTRIES && !written.has(key)) return;
      written.add(key);
      tryInvoke(api, 'cache.set', [key, value, { ttl: ttlMs }]);
    },
  };
}

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;
