// SPDX-License-Identifier: Apache-2.0
import { union, type CharSet } from './char-set.ts';
import { mistake } from './mistake.ts';

/** The sets one pattern makes of others. */
export interface SetPool {
  /** The set some source text stands for: made once, however often the text is written. */
  readonly of: (text: string, make: () => CharSet) => CharSet;
  /** All characters of several sets. Throws PatternMistake where the pattern has joined too much already. */
  readonly join: (sets: readonly CharSet[]) => CharSet;
}

/** What the time to compile a pattern grows with, in ranges of characters that are joined; `\pL`, one of the largest sets, has 650. */
const MAX_JOINED = 50_000;

export function createSetPool(): SetPool {
  const made = new Map<string, CharSet>();
  let joined = 0;
  return {
    of: (text, make) => {
      const set = made.get(text) ?? make();
      made.set(text, set);
      return set;
    },
    join: (sets) => {
      // a set that is named often is one and the same
      const distinct = [...new Set(sets)];
      const [first] = distinct;
      if (first && distinct.length === 1) return first;
      for (const set of distinct) joined += set.length;
      return joined > MAX_JOINED
        ? mistake(
            `its sets of characters are too large: more than ${MAX_JOINED.toLocaleString('en')} ranges together`,
            0,
          )
        : union(...distinct);
    },
  };
}
