// SPDX-License-Identifier: Apache-2.0
import { LAST_POINT, type CharSet } from './char-set.ts';

/** The classes of characters that some sets do not tell apart. */
export interface Partition {
  /** Where a range of characters begins, and the class it is of. The ranges are all characters. */
  readonly ranges: readonly (readonly [start: number, of: number])[];
  readonly count: number;
  /** The classes one of the sets is made of. */
  readonly classesOf: (set: CharSet) => readonly number[];
}

/** The coarsest classes the sets are made of. */
export function partition(sets: readonly CharSet[]): Partition {
  const texts = new Map([...new Set(sets)].map((set) => [set, JSON.stringify(set)]));
  const distinct = [...new Map([...texts].map(([set, text]) => [text, set])).values()];
  const changes = new Map<number, number[]>([[0, []]]);
  distinct.forEach((set, i) => {
    for (const point of set.flatMap(([first, last]) => [first, last + 1])) {
      const here = changes.get(point);
      if (here) here.push(i);
      else changes.set(point, [i]);
    }
  });
  const inside = new Set<number>();
  const classes = new Map<string, number>();
  const members = new Map<number, number[]>(distinct.map((_, i) => [i, []]));
  const ranges: [number, number][] = [];
  for (const start of [...changes.keys()].sort((a, b) => a - b)) {
    if (start > LAST_POINT) break;
    for (const i of changes.get(start) ?? []) if (!inside.delete(i)) inside.add(i);
    const key = [...inside].sort((a, b) => a - b).join();
    const known = classes.get(key);
    const of = known ?? classes.size;
    if (known === undefined) {
      classes.set(key, of);
      for (const i of inside) members.get(i)?.push(of);
    }
    if (ranges.at(-1)?.[1] !== of) ranges.push([start, of]);
  }
  const byText = new Map(distinct.map((set, i) => [texts.get(set), members.get(i) ?? []]));
  return { ranges, count: classes.size, classesOf: (set) => byText.get(texts.get(set)) ?? [] };
}
