// SPDX-License-Identifier: Apache-2.0

/** Where the lines of a text begin. */
export interface LineIndex {
  readonly starts: readonly number[];
  /** The line of an offset, from 0. */
  readonly lineAt: (offset: number) => number;
}

/** Indexes the lines of `text`; a line ends with a line feed, as in YAML. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return { starts, lineAt };
}

/** The position of `offset` in `text` as people count: from 1, columns in UTF-16 units. */
export function positionOf(index: LineIndex, offset: number): { readonly line: number; readonly column: number } {
  const line = index.lineAt(offset);
  return { line: line + 1, column: offset - (index.starts[line] ?? 0) + 1 };
}
