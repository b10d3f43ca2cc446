// SPDX-License-Identifier: Apache-2.0
import { DURATION, INT, STRING, TIMESTAMP } from '../types.ts';
import type { Declaration } from './declaration.ts';

/** The parts of a timestamp: the name of the method, that of the part in cel-go's overloads, and in ours. */
const PARTS: readonly (readonly [name: string, id: string, part: string])[] = [
  ['getFullYear', 'year', 'year'],
  ['getMonth', 'month', 'month'],
  ['getDate', 'day_of_month_1_based', 'date'],
  ['getDayOfMonth', 'day_of_month', 'day_of_month'],
  ['getDayOfWeek', 'day_of_week', 'day_of_week'],
  ['getDayOfYear', 'day_of_year', 'day_of_year'],
  ['getHours', 'hours', 'hours'],
  ['getMinutes', 'minutes', 'minutes'],
  ['getSeconds', 'seconds', 'seconds'],
  ['getMilliseconds', 'milliseconds', 'milliseconds'],
];
/** Those a duration is counted in. */
const SPANS = new Set(['hours', 'minutes', 'seconds', 'milliseconds']);

/** Parts of timestamps, in UTC or in a time zone, and durations in whole units (cel-spec, "Timezones"). */
export const TIME: readonly Declaration[] = PARTS.flatMap(([name, id, part]): readonly Declaration[] => {
  // cel-go has one name that is unlike the others
  const zoned = `timestamp_to_${id}${part === 'seconds' ? '_tz' : '_with_tz'}`;
  const op = `get_${part}`;
  return [
    { name, receiver: true, id: `timestamp_to_${id}`, params: [TIMESTAMP], result: INT, op },
    { name, receiver: true, id: zoned, params: [TIMESTAMP, STRING], result: INT, op: `${op}_in` },
    ...(SPANS.has(part)
      ? [{ name, receiver: true, id: `duration_to_${id}`, params: [DURATION], result: INT, op: `in_${part}` } as const]
      : []),
  ];
});
