// SPDX-License-Identifier: Apache-2.0

const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration as files write it: an integer and a unit. The source of a JSON Schema `pattern`, too. */
export const DURATION_PATTERN = '^(?:0|[1-9][0-9]{0,11})(?:ms|s|m|h|d)$';
const DURATION = new RegExp(DURATION_PATTERN);

/** The milliseconds of a duration such as `10m`, or undefined when `text` is none. */
export function parseDuration(text: string): number | undefined {
  if (!DURATION.test(text)) return undefined;
  const count = Number.parseInt(text, 10);
  return count * (UNITS[text.replace(/^[0-9]+/, '')] ?? Number.NaN);
}
