// SPDX-License-Identifier: Apache-2.0
import { callOf } from '../../testing/call-of.ts';
import { parseDuration } from '../values/duration.ts';
import { Duration, Timestamp } from '../values/special.ts';
import { parseTimestamp } from '../values/timestamp.ts';
import { TIME_OPS } from './time.ts';

const call = callOf(TIME_OPS);
const at = (text: string): Timestamp => parseTimestamp(text)!;
const span = (text: string): Duration => parseDuration(text)!;
const FRIDAY = at('2009-02-13T23:31:20.123456789Z');

describe('parts of a timestamp', () => {
  test.each([
    ['year', 2009],
    ['month', 1],
    ['date', 13],
    ['day_of_month', 12],
    ['day_of_week', 5],
    ['day_of_year', 43],
    ['hours', 23],
    ['minutes', 31],
    ['seconds', 20],
    ['milliseconds', 123],
  ])('get_%s', (part, expected) => {
    expect(call(`get_${part}`, FRIDAY)).toBe(expected);
  });

  test.each([
    ['year', '+01:00', 2009],
    ['month', 'UTC', 1],
    ['date', 'Australia/Sydney', 14],
    ['day_of_month', '+11:00', 13],
    ['day_of_week', 'Asia/Tokyo', 6],
    ['day_of_year', 'US/Central', 43],
    ['hours', '02:00', 1],
    ['minutes', 'Asia/Kathmandu', 16],
    ['seconds', '-00:00', 20],
    ['milliseconds', 'Europe/Zurich', 123],
  ])('get_%s_in %s', (part, zone, expected) => {
    expect(call(`get_${part}_in`, FRIDAY, zone)).toBe(expected);
  });

  test.each([
    ['2024-12-31T23:00:00Z', 365],
    ['2023-12-31T23:00:00Z', 364],
    ['2024-03-01T00:00:00Z', 60],
    ['2024-01-01T00:00:00Z', 0],
  ])('the day of the year of %s', (text, expected) => {
    expect(call('get_day_of_year', at(text))).toBe(expected);
  });

  test('are those of the place, also before year 1 and after 9999', () => {
    expect(call('get_year_in', at('0001-01-01T00:00:00Z'), 'America/New_York')).toBe(0);
    expect(call('get_year_in', at('9999-12-31T23:59:59Z'), 'Asia/Tokyo')).toBe(10_000);
    expect(call('get_milliseconds', at('1969-12-31T23:59:59.9Z'))).toBe(900);
  });

  test('are errors in a zone nobody knows, and of what is no timestamp', () => {
    expect([
      call('get_hours_in', FRIDAY, 'Mars/Phobos'),
      call('get_hours_in', FRIDAY, 1),
      call('get_hours', span('1h')),
      call('get_hours', '2009-02-13T23:31:20Z'),
    ]).toEqual(Array(4).fill('error'));
  });
});

describe('a duration in whole units', () => {
  test.each([
    ['10000s', 'hours', 2],
    ['-3h59m', 'hours', -3],
    ['3730s', 'minutes', 62],
    ['3730.9s', 'seconds', 3730],
    ['-1.9s', 'seconds', -1],
    ['123.321456789s', 'milliseconds', 321],
    ['9223372035.999999999s', 'seconds', 9_223_372_035],
  ])('%s in %s is %p', (text, unit, expected) => {
    expect(call(`in_${unit}`, span(text))).toBe(expected);
  });

  test('is an error of what is no duration', () => {
    expect([call('in_hours', FRIDAY), call('in_hours', 1)]).toEqual(['error', 'error']);
  });
});

describe('arithmetic', () => {
  const [NEW_YEAR, HOUR] = [at('2024-01-01T00:00:00Z'), span('1h')];

  test.each([
    ['add_durations', HOUR, HOUR, span('2h')],
    ['sub_durations', HOUR, span('90m'), span('-30m')],
    ['add_time_duration', NEW_YEAR, HOUR, at('2024-01-01T01:00:00Z')],
    ['add_duration_time', HOUR, NEW_YEAR, at('2024-01-01T01:00:00Z')],
    ['sub_time_duration', NEW_YEAR, HOUR, at('2023-12-31T23:00:00Z')],
    ['sub_times', NEW_YEAR, at('2023-12-31T00:00:00Z'), span('24h')],
  ])('%s', (name, a, b, expected) => {
    expect(call(name, a, b)).toEqual(expected);
  });

  test.each([
    ['add_durations', new Duration(2n ** 63n - 1n), new Duration(1n)],
    ['sub_durations', new Duration(-(2n ** 63n)), new Duration(1n)],
    ['add_time_duration', at('9999-12-31T23:59:59.999999999Z'), new Duration(1n)],
    ['add_duration_time', new Duration(-1n), at('0001-01-01T00:00:00Z')],
    ['sub_time_duration', at('0001-01-01T00:00:00Z'), new Duration(1n)],
    ['sub_times', at('9999-12-31T23:59:59Z'), at('0001-01-01T00:00:00Z')],
    ['add_durations', HOUR, 1],
    ['add_time_duration', HOUR, HOUR],
    ['sub_times', NEW_YEAR, HOUR],
  ])('%s is an error beyond its range and of other values (case %#)', (name, a, b) => {
    expect(call(name, a, b)).toBe('error');
  });
});
