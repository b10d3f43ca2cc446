// SPDX-License-Identifier: Apache-2.0

/**
 * When an answer over HTTP was true, in milliseconds since 1970: when it was asked for, less what `Age` says, and not after `Date` (RFC 9111
 * 4.2.3, with the time of the question for the time of the answer, so that a slow answer is no younger). A server behind a cache, or a cache that
 * does not say so, is seen in these. `Last-Modified` is left alone: a record nobody changed for years is still what the server says today.
 */
export function answerTime(headers: Headers, asked: number): number {
  const age = /^[0-9]{1,9}$/.exec(headers.get('age') ?? '')?.[0];
  const date = Date.parse(headers.get('date') ?? '');
  const checked = asked - Number(age ?? 0) * 1000;
  return Number.isNaN(date) ? checked : Math.min(checked, date);
}
