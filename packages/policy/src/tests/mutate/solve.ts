// SPDX-License-Identifier: Apache-2.0
import type { Json } from '@assay/core/model';

/** Values of some attributes, by the index of the slot; null for one that is not there. */
export type Assignment = ReadonlyMap<number, Json>;

/** Something that has to come true: the ways to get there from what is chosen already, each with what it chooses beside. */
export type Goal = (chosen: Assignment) => Iterable<Assignment>;

/** Every goal, one after the other, depth first. */
export function allOf(goals: readonly Goal[]): Goal {
  return function* from(chosen) {
    const [first, ...rest] = goals;
    if (first === undefined) {
      yield chosen;
      return;
    }
    for (const further of first(chosen)) yield* allOf(rest)(further);
  };
}

/** How many ways each alternative is asked for before the next one gets its turn. */
const TURNS = 3;

/** One of the goals: a few ways of each, so that one with many ways does not hide the others. */
export function anyOf(goals: readonly Goal[]): Goal {
  return function* from(chosen) {
    for (const goal of goals) yield* firstOf(goal(chosen), TURNS);
  };
}

/** The first `most` of what is found. */
export function* firstOf<T>(found: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const one of found) {
    yield one;
    if (++count >= most) return;
  }
}
