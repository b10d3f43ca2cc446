// SPDX-License-Identifier: Apache-2.0

/** Both included. */
export type NumberRange = [from: number, to: number];

/** Numbers that were seen, as ranges: those that come in order take one. */
export interface NumberRanges {
  /** False where one of them had been seen. */
  readonly add: (from: number, to?: number) => boolean;
  readonly ranges: () => readonly Readonly<NumberRange>[];
}

export function createNumberRanges(): NumberRanges {
  const ranges: NumberRange[] = [];
  return {
    add: (from, to = from) => {
      const last = ranges.at(-1);
      if (last !== undefined && from === last[1] + 1) {
        last[1] = to;
        return true;
      }
      return insert(ranges, from, to);
    },
    ranges: () => ranges,
  };
}

function insert(ranges: NumberRange[], from: number, to: number): boolean {
  // the first that ends at the number before `from`, or later
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ranges[middle]![1] < from - 1)
      low = middle + 1; // sound: below the length
    else high = middle;
  }
  let end = low;
  let isNew = true;
  const merged: NumberRange = [from, to];
  for (; end < ranges.length; end++) {
    const [start, stop] = ranges[end]!; // sound: below the length
    if (start > to + 1) break;
    if (start <= to && stop >= from) isNew = false;
    merged[0] = Math.min(merged[0], start);
    merged[1] = Math.max(merged[1], stop);
  }
  ranges.splice(low, end - low, merged);
  return isNew;
}

/** The numbers from 0 to the largest of either that are in neither. */
export function gapsOf(...all: readonly NumberRanges[]): readonly Readonly<NumberRange>[] {
  const sorted = all.flatMap((of) => of.ranges()).toSorted((a, b) => a[0] - b[0]);
  const gaps: NumberRange[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return gaps;
}
