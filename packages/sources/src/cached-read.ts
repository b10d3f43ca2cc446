// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type JsonObject } from '@assay/core/model';
import type { Reading } from '@assay/core/pip';
import type { SourceCache } from './cache.ts';

/** What a source that keeps its answers needs. */
export interface CachePorts {
  readonly cache: SourceCache;
  /** The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
  readonly sha256: (text: string) => string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Which answer it is. Of two that differ in anything here neither is ever taken for the other. */
export interface CacheSubject {
  readonly name: string;
  /** Where the source reads, so that a source that was moved does not answer from where it was. */
  readonly place: readonly string[];
  readonly key: string;
  readonly cacheMs: number;
}

/**
 * Answers from the cache, or reads and keeps the answer; also that there is none. A read that fails is never kept, and a cache that fails is as
 * good as an empty one. An entry says itself when it was read and for what, because the cache may be shared, slow to forget, or another's.
 */
export async function cachedRead(
  { name, place, key, cacheMs }: CacheSubject,
  { cache, sha256, clock }: CachePorts,
  read: () => Promise<Reading>,
): Promise<Reading> {
  // as JSON a list of texts is written in one way only
  const of = sha256(JSON.stringify([name, place, key]));
  const cacheKey = cacheKeyOf(name, of);
  const kept = readingOf(await quietly(() => cache.get(cacheKey)), of, clock(), cacheMs);
  if (kept !== undefined) return kept;
  const at = clock();
  const reading = await read();
  await quietly(() =>
    cache.set(cacheKey, JSON.stringify({ of, at, asOf: reading.asOf ?? at, value: reading.value }), cacheMs),
  );
  return reading;
}

/** At most 61 characters: a host's keys may be limited to 64 (Auth0 Actions). The name is for people who look into the cache. */
function cacheKeyOf(name: string, hash: string): string {
  return `src:${name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 24)}:${hash.slice(0, 32)}`;
}

function readingOf(text: unknown, of: string, now: number, cacheMs: number): Reading | undefined {
  const entry = typeof text === 'string' ? parse(text) : undefined;
  // the cache's key has half of the hash; all of it is beyond chance and effort
  if (own(entry, 'of') !== of) return undefined;
  const [at, asOf, value] = [own(entry, 'at'), own(entry, 'asOf'), own(entry, 'value')];
  if (typeof at !== 'number' || typeof asOf !== 'number' || !(now >= at && now < at + cacheMs)) return undefined;
  if (value !== undefined && !isObject(value)) return undefined;
  // sound: a member of what JSON.parse made
  return { value: value as JsonObject | undefined, asOf };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function quietly<T>(call: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch {
    return undefined;
  }
}
