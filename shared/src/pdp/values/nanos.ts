// SPDX-License-Identifier: Apache-2.0

export const SECOND = 1_000_000_000n;

/** The digits after the decimal point, if any, of as many billionths; with the point. */
export const fractionOf = (billionths: bigint): string =>
  billionths === 0n ? '' : `.${String(billionths).padStart(9, '0').replace(/0+$/, '')}`;

/** Billionths, of the digits after a decimal point. More than nine digits are cut. */
export const billionths = (digits = ''): bigint => BigInt(digits.slice(0, 9).padEnd(9, '0'));
