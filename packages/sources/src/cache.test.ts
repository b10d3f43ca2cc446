// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { createFixedClock, fuzzRuns } from '@assay/core/testing';
import { createMemoryCache } from './cache.ts';

const START = 1_700_000_000_000;

describe('a cache in memory', () => {
  test('gives what it was given until its time is up, and not a millisecond longer', () => {
    const { clock, advance } = createFixedClock(START);
    const cache = createMemoryCache({ maxEntries: 2, clock });
    void cache.set('a', '1', 1000);
    advance(999);
    expect(cache.get('a')).toBe('1');
    advance(1);
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, undefined]);
  });

  test('forgets the oldest of more than it may hold; one that is set again is new', () => {
    const { clock } = createFixedClock(START);
    const cache = createMemoryCache({ maxEntries: 2, clock });
    for (const key of ['a', 'b', 'a', 'c']) void cache.set(key, key, 1000);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c']);
  });

  test('gives nothing of a later time: the clock was set back, and how old it is nobody knows', () => {
    let now = START;
    const cache = createMemoryCache({ maxEntries: 2, clock: () => now });
    void cache.set('a', '1', 1000);
    now -= 1;
    expect(cache.get('a')).toBeUndefined();
  });

  test.each([
    ['a text that would fill it', 'x'.repeat(64 * 1024 + 1), 1000, 2],
    ['what is over at once', '1', 0, 2],
    ['what never ends, because nobody says when', '1', NaN, 2],
    ['anything, where it may hold nothing', '1', 1000, 0],
  ])('does not keep %s, nor what was there before', (_, value, ttl, maxEntries) => {
    const cache = createMemoryCache({ maxEntries, clock: () => START });
    void cache.set('a', 'before', 1000);
    void cache.set('a', value, ttl);
    expect(cache.get('a')).toBeUndefined();
  });

  test('never gives anything but the last that was set, within its time, however it is used', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', '__proto__'), ttl: fc.nat(5), wait: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step), fc.integer({ min: 1, max: 3 }), (steps, maxEntries) => {
        let now = START;
        const cache = createMemoryCache({ maxEntries, clock: () => now });
        const last = new Map<string, { readonly value: string; readonly until: number }>();
        steps.forEach(({ key, ttl, wait }, index) => {
          void cache.set(key, `${index}`, ttl);
          last.set(key, { value: `${index}`, until: now + ttl });
          now += wait;
          const found = [...last].filter(([each]) => cache.get(each) !== undefined);
          expect(found.length).toBeLessThanOrEqual(maxEntries);
          for (const [each, { value, until }] of found) expect([cache.get(each), now < until]).toEqual([value, true]);
        });
      }),
      fuzzRuns(200),
    );
  });
});
