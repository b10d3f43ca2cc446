// SPDX-License-Identifier: Apache-2.0
import { fractionOf, SECOND } from './nanos.ts';
import { Duration } from './special.ts';

/** The duration of so many nanoseconds; undefined beyond 64 bits (about 292 years). */
export const toDuration = (nanos: bigint): Duration | undefined =>
  BigInt.asIntN(64, nanos) === nanos ? new Duration(nanos) : undefined;

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

/** Longer texts say no duration of 64 bits, or more digits than one has. */
const MAX_LENGTH = 128;

/** The duration a text says: decimal numbers with units, `1h30m`, `-1.5s`, or `0`. What is finer than a nanosecond is cut. */
export function parseDuration(text: string): Duration | undefined {
  const [, sign, amounts = ''] =
    /^([+-]?)(0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:h|ms?|s|[uµμ]s|ns))+)$/.exec(text.length > MAX_LENGTH ? '' : text) ?? [];
  if (amounts === '') return undefined;
  let nanos = 0n;
  for (const [, whole, digits = '', unit = ''] of amounts.matchAll(/(\d*)\.?(\d*)([a-zµμ]+)/g)) {
    const size = UNITS[unit] ?? 0n;
    nanos += BigInt(whole || 0) * size + (BigInt(digits || 0) * size) / 10n ** BigInt(digits.length);
  }
  return toDuration(sign === '-' ? -nanos : nanos);
}

/** The duration in seconds, with as many digits as it needs: `5400s`, `-0.25s`. */
export function formatDuration({ nanos }: Duration): string {
  const size = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? '-' : ''}${size / SECOND}${fractionOf(size % SECOND)}s`;
}
