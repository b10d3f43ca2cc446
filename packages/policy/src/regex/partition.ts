// SPDX-License-Identifier: Apache-2.0
import { LAST_POINT, type CharSet } from './char-set.ts';

/** The classes of characters that some sets do not tell apart. */
export interface Partition {
  /** Where a range of characters begins, and the class it is of. The ranges are all characters. */
  readonly ranges: readonly (readonly [start: number, of: number])[];
  readonly count: number;
  /** The classes one of the sets is made of; found when it is asked for. */
  readonly classesOf: (set: CharSet) => readonly number[];
}

/** The coarsest classes the sets are made of, numbered as they are first met. */
export function partition(sets: readonly CharSet[]): Partition {
  const texts = new Map([...new Set(sets)].map((set) => [set, JSON.stringify(set)]));
  const distinct = [...new Map([...texts].map(([set, text]) => [text, set])).values()];
  const points = distinct.flatMap((set) => set.flatMap(([first, last]) => [first, last + 1]));
  const starts = [...new Set([0, ...points])].filter((point) => point <= LAST_POINT).sort((a, b) => a - b);
  const placeOf = new Map(starts.map((start, place) => [start, place]));
  /** The places of a set's ranges, from one up to another; every end of a range is the beginning of one here. */
  const spansOf = (set: CharSet): readonly Span[] =>
    set.map(([first, last]) => [placeOf.get(first) ?? 0, placeOf.get(last + 1) ?? starts.length]);

  // each set splits the classes it holds a part of
  const classes = starts.map(() => 0);
  let made = 1;
  for (const set of distinct) {
    const split = new Map<number, number>();
    for (const [from, to] of fewer(spansOf(set), starts.length))
      for (let place = from; place < to; place++) {
        const before = classes[place] ?? 0;
        const after = split.get(before) ?? made++;
        split.set(before, after);
        classes[place] = after;
      }
  }
  const numbers = new Map<number, number>();
  for (const of of classes) if (!numbers.has(of)) numbers.set(of, numbers.size);
  const numbered = classes.map((of) => numbers.get(of) ?? 0);
  const ranges = starts.flatMap((start, place) =>
    place > 0 && numbered[place] === numbered[place - 1] ? [] : [[start, numbered[place] ?? 0] as const],
  );
  const members = new Map<string | undefined, readonly number[]>();
  const classesOf = (set: CharSet): readonly number[] => {
    const text = texts.get(set);
    const found = members.get(text) ?? [...new Set(spansOf(set).flatMap(([from, to]) => numbered.slice(from, to)))];
    members.set(text, found);
    return found;
  };
  return { ranges, count: numbers.size, classesOf };
}

type Span = readonly [from: number, to: number];

/** The spans, or those between them where these hold fewer places: either tells the same places apart. */
function fewer(spans: readonly Span[], length: number): readonly Span[] {
  const held = spans.reduce((sum, [from, to]) => sum + to - from, 0);
  if (2 * held <= length) return spans;
  const froms = [0, ...spans.map(([, to]) => to)];
  const tos = [...spans.map(([from]) => from), length];
  return froms.map((from, i) => [from, tos[i] ?? length]);
}
