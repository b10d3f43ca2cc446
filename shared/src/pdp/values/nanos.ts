// SPDX-License-Identifier: Apache-2.0

export const SECOND = 1_000_000_000n;

/** Nanoseconds as seconds, with as many digits behind the point as it needs. Not negative. */
export const inSeconds = (nanos: bigint): string =>
  // nine digits at most are looked through
  `${nanos / SECOND}.${String(nanos % SECOND).padStart(9, '0')}`.replace(/\.?0{0,9}$/, '');
