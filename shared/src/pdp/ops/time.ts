// SPDX-License-Identifier: Apache-2.0
import { pureOps, type Op } from '../eval/op.ts';
import type { Meter } from '../eval/work.ts';
import { inUnits, toDuration } from '../values/duration.ts';
import { Timestamp, type Duration } from '../values/special.ts';
import { millisecondsOf, toTimestamp } from '../values/timestamp.ts';
import { offsetOf } from '../values/zone.ts';

/** What is read of a date whose UTC fields are those of the place. */
const FIELDS = {
  year: 'FullYear',
  month: 'Month',
  date: 'Date',
  day_of_week: 'Day',
  hours: 'Hours',
  minutes: 'Minutes',
  seconds: 'Seconds',
  milliseconds: 'Milliseconds',
} as const;

const PARTS: readonly (readonly [name: string, part: (date: Date) => number])[] = [
  ...Object.entries(FIELDS).map(([name, field]) => [name, (date: Date) => date[`getUTC${field}`]()] as const),
  ['day_of_month', (date) => date.getUTCDate() - 1],
  ['day_of_year', (date) => (Number(date) - new Date(date).setUTCMonth(0, 1)) / 86_400_000],
];

const accessors = PARTS.flatMap(([name, part]) => {
  const inZone = (time: Timestamp, zone: string, meter: Meter): number | undefined => {
    const milliseconds = millisecondsOf(time);
    const offset = offsetOf(zone, milliseconds, meter);
    return offset === undefined ? undefined : part(new Date(milliseconds + offset));
  };
  return [
    [`get_${name}`, ['t', (time: Timestamp, meter: Meter) => inZone(time, '+00:00', meter), 4]],
    [`get_${name}_in`, ['ts', inZone, 64]],
  ] as const;
});

/** Timestamps and durations: arithmetic within their ranges, and the parts of them, of a timestamp also in a time zone. */
export const TIME_OPS: readonly (readonly [string, Op])[] = pureOps({
  ...Object.fromEntries(accessors),
  in_hours: ['r', ({ nanos }: Duration) => inUnits(nanos, 'h')],
  in_minutes: ['r', ({ nanos }: Duration) => inUnits(nanos, 'm')],
  in_seconds: ['r', ({ nanos }: Duration) => inUnits(nanos, 's')],
  // those of the second that has begun
  in_milliseconds: ['r', ({ nanos }: Duration) => inUnits(nanos, 'ms') % 1000],
  add_durations: ['rr', (a: Duration, b: Duration) => toDuration(a.nanos + b.nanos)],
  sub_durations: ['rr', (a: Duration, b: Duration) => toDuration(a.nanos - b.nanos)],
  add_time_duration: ['tr', (time: Timestamp, by: Duration) => toTimestamp(time.nanos + by.nanos)],
  add_duration_time: ['rt', (by: Duration, time: Timestamp) => toTimestamp(time.nanos + by.nanos)],
  sub_time_duration: ['tr', (time: Timestamp, by: Duration) => toTimestamp(time.nanos - by.nanos)],
  sub_times: ['tt', (a: Timestamp, b: Timestamp) => toDuration(a.nanos - b.nanos)],
});
