// SPDX-License-Identifier: Apache-2.0
import { ANY_CHAR, charSet, has, union, type CharSet } from './char-set.ts';
import { CASE_PAIRS, SETS } from './unicode-data.ts';

/** What adds the other cases of its characters to a set, or leaves it as it is. */
export type Cased = (set: CharSet) => CharSet;

const parse = (digits: string | undefined): number => parseInt(digits ?? '', 36) || 0;

/** Sets that were named before: they are large, and a pattern may name one hundreds of times. */
const named = new Map<string, CharSet>();

/** The set `\p{...}` names: a general category, a group of those by their first letter, or a script. */
export function unicodeSet(name: string): CharSet | undefined {
  const set = named.get(name) ?? readSet(name);
  if (set) named.set(name, set);
  return set;
}

function readSet(name: string): CharSet | undefined {
  if (name === 'Any') return ANY_CHAR;
  if (Object.hasOwn(SETS, name)) return ranges(SETS[name] ?? '');
  const group = /^[LMNPSZC]$/.test(name)
    ? Object.keys(SETS).filter((category) => category.length === 2 && category.startsWith(name))
    : [];
  return group.length > 0 ? union(...group.map((category) => ranges(SETS[category] ?? ''))) : undefined;
}

function ranges(text: string): CharSet {
  let after = 0;
  return charSet(
    text.split(' ').map((token) => {
      const [gap, more] = token.split('-');
      const first = after + parse(gap);
      after = first + parse(more) + 1;
      return [first, after - 1];
    }),
  );
}

/** The set with every character that differs from one in it by case only, as simple case folding has it (Unicode, CaseFolding.txt). */
export const withOtherCases: Cased = (set) => {
  const before = folded.get(set);
  if (before) return before;
  const others = orbitsOf(set);
  const found = union(set, ...others.map((orbit) => orbit.map((point) => [point, point] as const)));
  folded.set(set, found);
  return found;
};

const folded = new WeakMap<CharSet, CharSet>();

/** A set of at most so many characters is looked up one by one. */
const FEW = 256;

/** The orbits that hold a character of the set. */
function orbitsOf(set: CharSet): readonly (readonly number[])[] {
  const size = set.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  if (size > FEW) return [...new Set(orbits().values())].filter((orbit) => orbit.some((point) => has(set, point)));
  const points = set.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  return [...new Set(points.flatMap((point) => [orbits().get(point) ?? []]))];
}

let known: ReadonlyMap<number, readonly number[]> | undefined;

/** Characters that are one where case does not matter, by each of them: two mostly, `k`, `K` and the sign of Kelvin three. */
function orbits(): ReadonlyMap<number, readonly number[]> {
  if (known) return known;
  const byPoint = new Map<number, number[]>();
  let before = 0;
  for (const token of CASE_PAIRS.split(' ')) {
    const [, gap, distance, more] = /^(\w+)\+(\w+)(?:\*(\w+))?$/.exec(token) ?? [];
    for (let times = parse(more); times >= 0; times--) {
      before += parse(gap);
      const other = before + parse(distance);
      const orbit = byPoint.get(before) ?? byPoint.get(other) ?? [];
      for (const point of [before, other]) {
        if (!orbit.includes(point)) orbit.push(point);
        byPoint.set(point, orbit);
      }
    }
  }
  return (known = byPoint);
}
