// SPDX-License-Identifier: Apache-2.0

/**
 * The candidate that is most likely meant by `written`, or undefined when none is near: at most one edit in three letters.
 * An edit is a letter added, left out, replaced, or swapped with its neighbour; case does not count.
 */
export function nearMatch(written: string, candidates: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const wanted = written.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) >= bestDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The help line for a near match: ``did you mean `x`?``, or undefined. */
export function didYouMean(written: string, candidates: Iterable<string>): string | undefined {
  const match = nearMatch(written, candidates);
  return match === undefined ? undefined : `did you mean \`${match}\`?`;
}

// Names are short; a text longer than this is not a misspelt one, and the distance costs the product of the lengths.
const LONGEST = 128;

/** Optimal string alignment distance, in three rows. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, at(last, j) + 1, at(row, j - 1) + 1));
    }
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
