// SPDX-License-Identifier: Apache-2.0

/** A set of code points: pairs of first and last, in order, none touching the next. */
export type CharSet = readonly (readonly [first: number, last: number])[];

export const LAST_POINT = 0x10ffff;
export const NO_CHAR: CharSet = [];
export const ANY_CHAR: CharSet = [[0, LAST_POINT]];

/** The set of all these ranges, which may overlap and come in any order. */
export function charSet(ranges: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export const union = (...sets: readonly CharSet[]): CharSet => charSet(sets.flat());

/** Every code point that is not in the set. */
export function negated(set: CharSet): CharSet {
  const known = negations.get(set) ?? complement(set);
  negations.set(set, known);
  return known;
}

/** Sets that were negated before: a pattern may write `\PL` hundreds of times. */
const negations = new WeakMap<CharSet, CharSet>();

function complement(set: CharSet): CharSet {
  const starts = [0, ...set.map(([, last]) => last + 1)];
  const ends = [...set.map(([first]) => first - 1), LAST_POINT];
  return starts.flatMap((start, i) => (start <= (ends[i] ?? -1) ? [[start, ends[i] ?? -1] as const] : []));
}

export const has = (set: CharSet, point: number): boolean =>
  set.some(([first, last]) => first <= point && point <= last);
