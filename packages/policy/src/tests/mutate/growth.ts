// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir } from '@assay/core/pdp';

/** A table whose pools grow by what mutants need: all of them share one, and differ in their rules only. */
export interface Growth {
  /** Adds an expression that reads what `like` reads, and returns its index. */
  readonly add: (ir: Ir, like: number) => number;
  /** The index of a list of strings, added where there is none like it. */
  readonly list: (items: readonly number[]) => number;
  readonly text: (value: string) => number;
  readonly items: (list: number) => readonly number[];
  readonly textAt: (index: number) => string;
  /** The table as it is by now. */
  readonly grown: () => DecisionTable;
}

export function createGrowth(table: DecisionTable): Growth {
  const exprs = [...table.exprs];
  const reads = [...table.reads];
  const lists = [...table.lists];
  const strings = [...table.strings];
  const texts = new Map(strings.map((text, index) => [text, index]));
  return {
    add: (ir, like) => {
      reads.push(table.reads[like] ?? []);
      return exprs.push(ir) - 1;
    },
    list: (items) => lists.push(items) - 1,
    text: (value) => {
      const known = texts.get(value) ?? strings.push(value) - 1;
      texts.set(value, known);
      return known;
    },
    items: (list) => lists[list] ?? [],
    textAt: (index) => strings[index] ?? '',
    grown: () => ({ ...table, exprs, reads, lists, strings }),
  };
}
