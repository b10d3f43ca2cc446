// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import type { Pep } from './pep.ts';
import { createRates } from './rates.ts';

const pepOf = (name: string, requestsPerSecond?: number): Pep => ({
  name,
  roles: [],
  secrets: [],
  certificates: [],
  tokens: [],
  ...(requestsPerSecond !== undefined && { requestsPerSecond }),
});

describe('the rate of an enforcement point', () => {
  test('is its own, or else that of all, and fills again as time goes by', () => {
    let now = 0;
    const rates = createRates(2, () => now);
    const asks = (pep: Pep, count: number): number =>
      Array.from({ length: count }, () => rates(pep)).filter(Boolean).length;
    const found = [asks(pepOf('a'), 5), asks(pepOf('b', 4), 5)];
    now = 500;
    found.push(asks(pepOf('a'), 5), asks(pepOf('b', 4), 5));
    now = 60_000;
    found.push(asks(pepOf('a'), 5), asks(pepOf('b', 4), 5));
    expect(found).toEqual([2, 4, 1, 2, 2, 4]);
  });

  test('is not passed by a clock that is set back', () => {
    let now = 1_000_000;
    const rates = createRates(1, () => now);
    const found = [rates(pepOf('a')), rates(pepOf('a'))];
    now = 0;
    found.push(rates(pepOf('a')));
    now = 1000;
    found.push(rates(pepOf('a')));
    expect(found).toEqual([true, false, false, true]);
  });

  test('holds whenever it asks: never more than a second’s worth and what time has brought', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }),
        (most, gaps) => {
          let now = 0;
          const rates = createRates(most, () => now);
          let allowed = 0;
          for (const gap of gaps) {
            now += gap;
            if (rates(pepOf('a'))) allowed++;
          }
          expect(allowed).toBeLessThanOrEqual(most + (now / 1000) * most + 1e-6);
        },
      ),
    );
  });
});
