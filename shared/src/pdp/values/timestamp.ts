// SPDX-License-Identifier: Apache-2.0
import { billionths, fractionOf, SECOND } from './nanos.ts';
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
  const [, second = '', digits, sign, hours, minutes] = RFC3339.exec(text) ?? [];
  const milliseconds = Date.parse(`${second}Z`);
  // a day the month does not have, and hour 24, become others: nothing is said that would not be said back
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 19) !== second) return undefined;
  const offset = Number(`${sign ?? ''}${Number(hours ?? 0) * 60 + Number(minutes ?? 0)}`);
  return toTimestamp(BigInt(milliseconds - offset * 60_000) * MILLISECOND + billionths(digits));
}

/** Milliseconds since 1970, what is finer cut towards the past. */
export const millisecondsOf = ({ nanos }: Timestamp): number =>
  Number((nanos - FIRST) / MILLISECOND + FIRST / MILLISECOND);

/** Seconds since 1970, likewise. */
export const secondsOf = ({ nanos }: Timestamp): number => Number((nanos - FIRST) / SECOND + FIRST / SECOND);

/** The timestamp in RFC 3339, in UTC, with as many digits as it needs. */
export const formatTimestamp = (time: Timestamp): string =>
  `${new Date(millisecondsOf(time)).toISOString().slice(0, 19)}${fractionOf((time.nanos - FIRST) % SECOND)}Z`;
