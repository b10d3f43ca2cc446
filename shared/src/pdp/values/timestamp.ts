// SPDX-License-Identifier: Apache-2.0
import { inSeconds, SECOND } from './nanos.ts';
import { Timestamp } from './special.ts';

const FIRST = -62_135_596_800n * SECOND;
const AFTER_LAST = 253_402_300_800n * SECOND;
const MILLISECOND = 1_000_000n;

/** The timestamp so many nanoseconds after 1970 began; undefined outside of the years 1 to 9999. */
export const toTimestamp = (nanos: bigint): Timestamp | undefined =>
  nanos >= FIRST && nanos < AFTER_LAST ? new Timestamp(nanos) : undefined;

const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** The timestamp an RFC 3339 text says: upper-case letters, days that the month has, no leap seconds. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const [, second = '', digits = '', sign = '', hours = 0, minutes = 0] = RFC3339.exec(text) ?? [];
  const milliseconds = Date.parse(`${second}Z`);
  // a day the month does not have, and hour 24, become others: what is not said back was not right
  if (Number.isNaN(milliseconds) || isoOf(milliseconds) !== second) return undefined;
  const offset = Number(`${sign}${Number(hours) * 60 + Number(minutes)}`);
  return toTimestamp(BigInt(milliseconds - offset * 60_000) * MILLISECOND + BigInt(digits.padEnd(9, '0')));
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

/** How many whole units since 1970, what is finer cut towards the past. */
const since = ({ nanos }: Timestamp, unit: bigint): number => Number((nanos - FIRST) / unit + FIRST / unit);
export const millisecondsOf = (time: Timestamp): number => since(time, MILLISECOND);
export const secondsOf = (time: Timestamp): number => since(time, SECOND);

/** The timestamp in RFC 3339, in UTC, with as many digits as it needs. */
export const formatTimestamp = (time: Timestamp): string =>
  `${isoOf(millisecondsOf(time))}${inSeconds((time.nanos - FIRST) % SECOND).slice(1)}Z`;
