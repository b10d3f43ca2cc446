// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { formatDuration, parseDuration, toDuration } from './duration.ts';
import { Duration } from './special.ts';

const SECOND = 1_000_000_000n;
const MAX = 2n ** 63n - 1n;

describe('parseDuration', () => {
  test.each([
    ['0', 0n],
    ['-0', 0n],
    ['1s', SECOND],
    ['-1.5h', -5400n * SECOND],
    ['+1m', 60n * SECOND],
    ['1h2m3.5s', 3_723_500_000_000n],
    ['1h1h', 7200n * SECOND],
    ['100ms', 100_000_000n],
    ['3m5ms', 180_005_000_000n],
    ['2us', 2000n],
    ['2\u00b5s', 2000n],
    ['2\u03bcs', 2000n],
    ['7ns', 7n],
    ['.5s', 500_000_000n],
    ['1.s', SECOND],
    ['0.0000000019s', 1n],
    ['1000000s', 1_000_000n * SECOND],
    ['9223372036854775807ns', MAX],
    ['-9223372036854775808ns', -MAX - 1n],
  ])('reads %p', (text, nanos) => {
    expect(parseDuration(text)).toEqual(new Duration(nanos));
  });

  test.each([
    '',
    '1',
    '-',
    's',
    '.s',
    '1 s',
    ' 1s',
    '1s ',
    '1S',
    '1d',
    '1h-2m',
    '--1s',
    '1e3s',
    '0x1s',
    '1s\n',
    '\u0661s',
    '9223372036854775808ns',
    '-9223372036854775809ns',
    '320000000000s',
    `${'0'.repeat(128)}1s`,
  ])('refuses %p', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('refuses a long text without reading all of it', () => {
    for (const text of ['1'.repeat(1_000_000), '1h'.repeat(500_000), `${'1'.repeat(100)}.`.repeat(10_000)])
      expect(parseDuration(text)).toBeUndefined();
  });
});

describe('formatDuration', () => {
  test.each([
    [0n, '0s'],
    [1n, '0.000000001s'],
    [-1n, '-0.000000001s'],
    [1_500_000_000n, '1.5s'],
    [-250_000_000n, '-0.25s'],
    [5400n * SECOND, '5400s'],
    [10n * SECOND, '10s'],
    [MAX, '9223372036.854775807s'],
  ])('says %p nanoseconds in seconds', (nanos, text) => {
    expect(formatDuration(new Duration(nanos))).toBe(text);
  });

  test('is read again as the same duration, whichever it is', () => {
    fc.assert(
      fc.property(fc.bigInt(-MAX - 1n, MAX), (nanos) => {
        expect(parseDuration(formatDuration(new Duration(nanos)))).toEqual(new Duration(nanos));
      }),
    );
  });
});

test('there is no duration beyond 64 bits of nanoseconds', () => {
  expect([toDuration(MAX)?.nanos, toDuration(MAX + 1n), toDuration(-MAX - 2n)]).toEqual([MAX, undefined, undefined]);
});
