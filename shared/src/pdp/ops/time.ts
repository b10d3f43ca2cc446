// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import { toDuration } from '../values/duration.ts';
import { Duration, Timestamp } from '../values/special.ts';
import { millisecondsOf, toTimestamp } from '../values/timestamp.ts';
import { offsetOf } from '../values/zone.ts';

/** What is read of a date whose UTC fields are those of the place. */
type Part = (date: Date) => number;

const PARTS: Readonly<Record<string, Part>> = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth(),
  date: (date) => date.getUTCDate(),
  day_of_month: (date) => date.getUTCDate() - 1,
  day_of_week: (date) => date.getUTCDay(),
  day_of_year: (date) => (Number(date) - new Date(date).setUTCMonth(0, 1)) / 86_400_000,
  hours: (date) => date.getUTCHours(),
  minutes: (date) => date.getUTCMinutes(),
  seconds: (date) => date.getUTCSeconds(),
  milliseconds: (date) => date.getUTCMilliseconds(),
};

/** Nanoseconds in one of what a duration is counted in. Of milliseconds, those of the second that has begun. */
const SPANS: Readonly<Record<string, (nanos: bigint) => bigint>> = {
  hours: (nanos) => nanos / 3_600_000_000_000n,
  minutes: (nanos) => nanos / 60_000_000_000n,
  seconds: (nanos) => nanos / 1_000_000_000n,
  milliseconds: (nanos) => (nanos / 1_000_000n) % 1000n,
};

const accessors = Object.entries(PARTS).flatMap(([name, part]) => {
  const partIn = (time: Timestamp, zone: string): number | undefined => {
    const milliseconds = millisecondsOf(time);
    const offset = offsetOf(zone, milliseconds);
    return offset === undefined ? undefined : part(new Date(milliseconds + offset));
  };
  const span = SPANS[name];
  const partOf = (value: Timestamp | Duration): number | undefined =>
    value instanceof Timestamp
      ? part(new Date(millisecondsOf(value)))
      : value instanceof Duration && span
        ? Number(span(value.nanos))
        : undefined;
  return [
    [`get_${name}`, ['*', partOf]],
    [`get_${name}_in`, ['ts', partIn]],
  ] as const;
});

/** Timestamps and durations: arithmetic within their ranges, and the parts of them, of a timestamp also in a time zone. */
export const TIME_OPS: readonly (readonly [string, Op])[] = pureOps({
  ...Object.fromEntries(accessors),
  add_durations: ['rr', (a: Duration, b: Duration) => toDuration(a.nanos + b.nanos)],
  sub_durations: ['rr', (a: Duration, b: Duration) => toDuration(a.nanos - b.nanos)],
  add_time_duration: ['tr', (time: Timestamp, by: Duration) => toTimestamp(time.nanos + by.nanos)],
  add_duration_time: ['rt', (by: Duration, time: Timestamp) => toTimestamp(time.nanos + by.nanos)],
  sub_time_duration: ['tr', (time: Timestamp, by: Duration) => toTimestamp(time.nanos - by.nanos)],
  sub_times: ['tt', (a: Timestamp, b: Timestamp) => toDuration(a.nanos - b.nanos)],
});
