// SPDX-License-Identifier: Apache-2.0
import { inSeconds, SECOND } from './nanos.ts';
import { Duration } from './special.ts';

/** The duration of so many nanoseconds; undefined beyond 64 bits (about 292 years). */
export const toDuration = (nanos: bigint): Duration | undefined =>
  BigInt.asIntN(64, nanos) === nanos ? new Duration(nanos) : undefined;

/** The units of durations in nanoseconds; the micro sign and the Greek letter are the same unit. */
const UNITS: Readonly<Record<string, bigint>> = {
  h: 3600n * SECOND,
  m: 60n * SECOND,
  s: SECOND,
  ms: 1_000_000n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ns: 1n,
};

/** How many whole units there are in so many nanoseconds. */
export const inUnits = (nanos: bigint, unit: 'h' | 'm' | 's' | 'ms'): number => Number(nanos / UNITS[unit]!); // sound: a unit

/** Longer texts say no duration of 64 bits, or more digits than one has. */
const DURATION = /^(?=.{1,128}$)([+-]?)(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:h|ms?|s|[uµμ]s|ns))+)$/;

/** The duration a text says: decimal numbers with units, `1h30m`, `-1.5s`, or `0`. What is finer than a nanosecond is cut. */
export function parseDuration(text: string): Duration | undefined {
  const [, sign, amounts] = DURATION.exec(text) ?? [];
  if (amounts === undefined) return undefined;
  let nanos = 0n;
  for (const [, whole, digits = '', unit = ''] of amounts.matchAll(/(\d*)\.?(\d*)(\D+)/g))
    nanos += (BigInt(`${whole}${digits}`) * (UNITS[unit] ?? 0n)) / 10n ** BigInt(digits.length);
  return toDuration(sign === '-' ? -nanos : nanos);
}

/** The duration in seconds, with as many digits as it needs: `5400s`, `-0.25s`. */
export const formatDuration = ({ nanos }: Duration): string =>
  nanos < 0n ? `-${inSeconds(-nanos)}s` : `${inSeconds(nanos)}s`;
