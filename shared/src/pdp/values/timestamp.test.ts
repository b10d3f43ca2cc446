// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { Timestamp } from './special.ts';
import { formatTimestamp, millisecondsOf, parseTimestamp, secondsOf, toTimestamp } from './timestamp.ts';

const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

describe('parseTimestamp', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0n],
    ['2009-02-13T23:31:30Z', 1_234_567_890_000_000_000n],
    ['1970-01-01T00:00:00.000000001Z', 1n],
    ['1970-01-01T00:00:00.5Z', 500_000_000n],
    ['1969-12-31T23:59:59.9Z', -100_000_000n],
    ['1970-01-01T01:30:00+01:30', 0n],
    ['1969-12-31T23:00:00-01:00', 0n],
    ['1969-12-31T23:30:00-00:30', 0n],
    ['1970-01-01T00:00:00-00:00', 0n],
    ['1970-01-01T23:59:00+23:59', 0n],
  ])('reads %p', (text, nanos) => {
    expect(parseTimestamp(text)).toEqual(new Timestamp(nanos));
  });

  test.each([
    ['2024-02-29T00:00:00Z', true],
    ['2023-02-29T00:00:00Z', false],
    ['1900-02-29T00:00:00Z', false],
    ['2000-02-29T00:00:00Z', true],
    ['2024-02-30T00:00:00Z', false],
    ['2024-04-31T00:00:00Z', false],
    ['2024-00-01T00:00:00Z', false],
    ['2024-13-01T00:00:00Z', false],
    ['2024-01-00T00:00:00Z', false],
    ['2024-01-01T24:00:00Z', false],
    ['2024-01-01T23:60:00Z', false],
    ['2024-12-31T23:59:60Z', false],
    ['2024-01-01T00:00:00+24:00', false],
    ['2024-01-01T00:00:00+00:60', false],
    // the years 1 to 9999, in UTC
    ['0001-01-01T00:00:00Z', true],
    ['0001-01-01T00:00:00+00:01', false],
    ['0000-12-31T23:59:59-00:01', true],
    ['0000-01-01T00:00:00Z', false],
    ['9999-12-31T23:59:59.999999999Z', true],
    ['9999-12-31T23:59:59-00:01', false],
    ['10000-01-01T00:00:00Z', false],
    // nothing but RFC 3339
    ['2024-01-01', false],
    ['2024-01-01T00:00Z', false],
    ['2024-01-01T00:00:00', false],
    ['2024-01-01 00:00:00Z', false],
    ['2024-01-01t00:00:00z', false],
    ['2024-01-01T00:00:00.Z', false],
    ['2024-01-01T00:00:00,5Z', false],
    ['2024-01-01T00:00:00.0123456789Z', false],
    ['2024-01-01T00:00:00+0100', false],
    ['2024-1-1T00:00:00Z', false],
    ['+002024-01-01T00:00:00Z', false],
    [' 2024-01-01T00:00:00Z', false],
    ['2024-01-01T00:00:00Z\n', false],
    ['٢٠٢٤-01-01T00:00:00Z', false],
    ['', false],
  ])('knows whether there is such a time: %p', (text, expected) => {
    expect(parseTimestamp(text) !== undefined).toBe(expected);
  });
});

describe('formatTimestamp', () => {
  test.each([
    '2009-02-13T23:31:30Z',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59.999999999Z',
    '2024-02-29T12:00:00.1Z',
    '2024-02-29T12:00:10.000001Z',
    '9999-12-31T23:59:59.999999999Z',
  ])('says %p as it was read', (text) => {
    expect(formatTimestamp(parseTimestamp(text)!)).toBe(text);
  });

  test('is read again as the same time, whichever it is', () => {
    const nanos = fc
      .tuple(fc.integer({ min: FIRST / 1000, max: Math.floor(LAST / 1000) }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([seconds, rest]) => BigInt(seconds) * 1_000_000_000n + BigInt(rest));
    fc.assert(
      fc.property(nanos, (value) => {
        expect(parseTimestamp(formatTimestamp(new Timestamp(value)))).toEqual(new Timestamp(value));
      }),
    );
  });
});

test('a time before 1970 is cut towards the past', () => {
  const time = new Timestamp(-1n);
  expect([millisecondsOf(time), secondsOf(time)]).toEqual([-1, -1]);
  expect([millisecondsOf(new Timestamp(1_999_999n)), secondsOf(new Timestamp(1_999_999_999n))]).toEqual([1, 1]);
});

test('there is no time outside of the years 1 to 9999', () => {
  const [first, last] = [BigInt(FIRST) * 1_000_000n, BigInt(LAST) * 1_000_000n + 999_999n];
  expect([toTimestamp(first)?.nanos, toTimestamp(last)?.nanos]).toEqual([first, last]);
  expect([toTimestamp(first - 1n), toTimestamp(last + 1n)]).toEqual([undefined, undefined]);
});
