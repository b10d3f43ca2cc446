// SPDX-License-Identifier: Apache-2.0
import { createCache } from './cache.ts';

test('keeps text for a while, by the cache of the Action', () => {
  const written: unknown[] = [];
  const cache = createCache({
    cache: {
      get: (key: string) => (key === 'a' ? { value: '1', expires_at: 9 } : undefined),
      set: (...args: readonly unknown[]) => void written.push(args),
    },
  });
  cache.set('a', '1', 60_000);
  expect([cache.get('a'), cache.get('b')]).toEqual(['1', undefined]);
  expect(written).toEqual([['a', '1', { ttl: 60_000 }]]);
});

test('keeps nothing the platform would refuse', () => {
  const keys: string[] = [];
  const cache = createCache({ cache: { set: (key: string) => void keys.push(key) } });
  cache.set('é'.repeat(33), 'v', 1);
  cache.set('k', 'é'.repeat(2001), 1);
  for (let i = 0; i < 25; i++) cache.set(`k${i}`, 'v', 1);
  cache.set('k0', 'again', 1);
  expect(keys).toEqual([...Array.from({ length: 20 }, (_, i) => `k${i}`), 'k0']);
});

test.each([undefined, null, {}, { get: 7 }, { get: () => ({ value: 7 }) }, { get: throws, set: throws }])(
  'a cache that is none (%#) forgets',
  (native) => {
    const cache = createCache({ cache: native });
    cache.set('a', '1', 1);
    expect(cache.get('a')).toBeUndefined();
  },
);

function throws(): never {
  throw new Error('no cache today');
}
