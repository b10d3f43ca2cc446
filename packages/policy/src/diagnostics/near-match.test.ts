// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { didYouMean, nearMatch } from './near-match.ts';

describe('a near match', () => {
  const names = ['permit', 'deny', 'reason', 'require', 'lifetime'];

  test.each([
    ['permitt', 'permit'],
    ['premit', 'permit'],
    ['Deny', 'deny'],
    ['dney', 'deny'],
    ['reasn', 'reason'],
    ['lifteime', 'lifetime'],
    ['allow', undefined],
    ['', undefined],
    ['x', undefined],
    ['__proto__', undefined],
  ])('for `%s` is %s', (written, want) => {
    expect(nearMatch(written, names)).toBe(want);
  });

  test('is the first of the nearest', () => {
    expect(nearMatch('ab', ['abd', 'abc', 'ab1'])).toBe('abd');
  });

  test('becomes a question, or nothing', () => {
    expect([didYouMean('denny', names), didYouMean('allow', names)]).toEqual(['did you mean `deny`?', undefined]);
  });

  test('is found in no time, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400, unit: 'binary' }),
        fc.array(fc.string({ maxLength: 40 })),
        (written, candidates) => {
          const match = nearMatch(written, candidates);
          expect(match === undefined || candidates.includes(match)).toBe(true);
        },
      ),
    );
  });
});
