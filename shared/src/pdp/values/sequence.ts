// SPDX-License-Identifier: Apache-2.0

/** The order of two sequences: that of the first units that differ, else the shorter one first. */
export const bySequence =
  <T extends { readonly length: number }>(unitAt: (sequence: T, i: number) => number): ((a: T, b: T) => number) =>
  (a, b) => {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
      const order = unitAt(a, i) - unitAt(b, i);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  };
