// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Reading } from '@assay/core/pip';
import { fuzzRuns } from '@assay/core/testing';
import { createMemoryCache, type SourceCache } from './cache.ts';
import { cachedRead, type CacheSubject } from './cached-read.ts';

const START = 1_700_000_000_000;
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const SUBJECT: CacheSubject = { name: 'risk', place: ['http', 'https://a.example/ann'], key: 'ann', cacheMs: 1000 };

/** A cache, what it holds, and a source that counts. */
function setUp(): {
  readonly kept: Map<string, string>;
  wait(ms: number): void;
  read(subject?: CacheSubject, answer?: () => Reading): Promise<Reading>;
  asked(): number;
} {
  const kept = new Map<string, string>();
  let now = START;
  let asked = 0;
  const cache: SourceCache = {
    get: (key) => Promise.resolve(kept.get(key)),
    // forgets nothing, as no cache has to be trusted to
    set: (key, value) => void kept.set(key, value),
  };
  return {
    kept,
    wait: (ms) => void (now += ms),
    asked: () => asked,
    read: (subject = SUBJECT, answer = () => ({ value: { n: asked }, asOf: now - 5000 })) =>
      cachedRead(subject, { cache, sha256, clock: () => now }, async () => {
        asked++;
        return Promise.resolve(answer());
      }),
  };
}

test('an answer is used again for its time, and stays as old as it was', async () => {
  const { read, wait, asked } = setUp();
  const first = { value: { n: 1 }, asOf: START - 5000 };
  expect(await read()).toEqual(first);
  wait(999);
  expect([await read(), asked()]).toEqual([first, 1]);
  wait(1);
  expect([await read(), asked()]).toEqual([{ value: { n: 2 }, asOf: START - 4000 }, 2]);
});

test('that nothing is known is an answer, too', async () => {
  const { read, asked } = setUp();
  const none = (): Reading => ({ value: undefined, asOf: START });
  expect([await read(SUBJECT, none), await read(SUBJECT, none), asked()]).toEqual([none(), none(), 1]);
});

test('an answer that does not know how old it is is as old as its question', async () => {
  const { read, wait } = setUp();
  await read(SUBJECT, () => ({ value: {} }));
  wait(10);
  expect(await read()).toEqual({ value: {}, asOf: START });
});

test('a read that fails is not kept', async () => {
  const { read, kept, asked } = setUp();
  const fail = (): Reading => {
    throw new Error('no');
  };
  await expect(read(SUBJECT, fail)).rejects.toThrow('no');
  expect([kept.size, await read(), asked()]).toEqual([0, { value: { n: 2 }, asOf: START - 5000 }, 2]);
});

test.each<[string, Partial<CacheSubject>]>([
  ['source', { name: 'iga' }],
  ['key', { key: 'bob' }],
  ['place', { place: ['http', 'https://b.example/ann'] }],
  ['part of its place', { place: ['http', 'https://a.example/', 'ann'] }],
])('another %s has an answer of its own', async (_, part) => {
  const { read, asked } = setUp();
  await read();
  await read({ ...SUBJECT, ...part });
  expect(asked()).toBe(2);
});

test('keys of the cache fit where 64 bytes may be used, and tell nothing of the key', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ minLength: 1, maxLength: 63 }), async (key, name) => {
      const { read, kept } = setUp();
      await read({ ...SUBJECT, key, name });
      for (const found of kept.keys()) expect(found).toMatch(/^src:[A-Za-z0-9_]{1,24}:[0-9a-f]{32}$/);
    }),
    fuzzRuns(100),
  );
});

test('two keys whose hashes begin the same do not share an answer', async () => {
  const cache = createMemoryCache({ maxEntries: 10, clock: () => START });
  // the half of a hash that is in the key of the cache is always the same
  const alike = (text: string): string => `${'0'.repeat(32)}${sha256(text).slice(32)}`;
  const ports = { cache, sha256: alike, clock: () => START };
  const answer = (name: string) => () => Promise.resolve({ value: { name } });
  await cachedRead(SUBJECT, ports, answer('ann'));
  expect(await cachedRead({ ...SUBJECT, key: 'bob' }, ports, answer('bob'))).toEqual({ value: { name: 'bob' } });
});

test('a cache that fails is as good as an empty one', async () => {
  const fails = (): never => {
    throw new Error('full');
  };
  const rejects = (): Promise<never> => Promise.reject(new Error('gone'));
  for (const cache of [
    { get: fails, set: fails },
    { get: rejects, set: rejects },
  ]) {
    const ports = { cache, sha256, clock: () => START };
    expect(await cachedRead(SUBJECT, ports, () => Promise.resolve({ value: {} }))).toEqual({ value: {} });
  }
});

test('whatever lies in the cache, nothing is thrown, and only what was put there for this key is used', async () => {
  const of = sha256(JSON.stringify([SUBJECT.name, SUBJECT.place, SUBJECT.key]));
  const near = fc.record(
    {
      of: fc.constantFrom(of, 'other'),
      at: fc.oneof(fc.integer({ min: START - 2000, max: START + 2000 }), fc.jsonValue()),
      asOf: fc.oneof(fc.constant(START), fc.jsonValue()),
      value: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    near.map((entry) => JSON.stringify(entry)),
    fc.json(),
    fc.string(),
    fc.anything(),
  );
  await fc.assert(
    fc.asyncProperty(text, async (found) => {
      const cache = { get: () => found as string, set: () => undefined }; // what a cache really gives nobody knows
      const own = { value: { own: true }, asOf: 1 };
      const reading = await cachedRead(SUBJECT, { cache, sha256, clock: () => START }, () => Promise.resolve(own));
      if (reading === own) return;
      const entry = JSON.parse(String(found)) as { of: string; at: number; asOf: number; value?: unknown };
      expect([entry.of, entry.at > START - 1000 && entry.at <= START]).toEqual([of, true]);
      expect(reading).toEqual({ value: entry.value, asOf: entry.asOf });
    }),
    fuzzRuns(500),
  );
});
