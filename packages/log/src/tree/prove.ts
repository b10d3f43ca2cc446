// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { createTreeBuilder } from './frontier.ts';

/** Leaves `from` up to but without `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Hashes of leaves from `from` up to but without `to`, in order: those of a store, as `store.leaves` gives them. */
export type ReadLeaves = (
  from: number,
  to: number,
) => AsyncIterable<{ readonly position: number; readonly hash: Uint8Array }>;

/** That leaf `index` is in the tree of the first `size` leaves: the path to its root (RFC 6962 section 2.1.1). One pass over the leaves; throws ERR_LOG_CORRUPT where one is missing. */
export async function proveInclusion(leaves: ReadLeaves, index: number, size: number): Promise<readonly Uint8Array[]> {
  if (!isWithin(0, index, size - 1)) throw notThere(`there is no leaf ${index} in a tree of ${size}`);
  return await rootsOf(leaves, inclusionRanges(index, { from: 0, to: size }));
}

/** That the tree of the first `size` leaves begins with that of the first `before` (RFC 6962 section 2.1.2). One pass over the leaves; throws ERR_LOG_CORRUPT where one is missing. */
export async function proveConsistency(
  leaves: ReadLeaves,
  before: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  if (!isWithin(0, before, size)) throw notThere(`there is no tree of ${before} in one of ${size}`);
  // every tree begins with the empty one, and with itself
  if (before === 0 || before === size) return [];
  return await rootsOf(leaves, consistencyRanges(before, { from: 0, to: size }, true));
}

const isWithin = (low: number, value: number, high: number): boolean =>
  Number.isSafeInteger(value) && value >= low && value <= high;

const notThere = (message: string): AssayError => new AssayError('ERR_LOG_NOT_FOUND', message);

/** Where a tree is cut in two: after as many leaves as the largest power of two that is smaller than it. */
function middle({ from, to }: Range): number {
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  return from + half;
}

function inclusionRanges(index: number, tree: Range): readonly Range[] {
  if (tree.to - tree.from === 1) return [];
  const cut = middle(tree);
  const left = { from: tree.from, to: cut };
  const right = { from: cut, to: tree.to };
  return index < cut ? [...inclusionRanges(index, left), right] : [...inclusionRanges(index, right), left];
}

/** `isWhole`: the smaller tree is all of what has been cut off to the left, and its root is known. */
function consistencyRanges(before: number, tree: Range, isWhole: boolean): readonly Range[] {
  if (before === tree.to) return isWhole ? [] : [tree];
  const cut = middle(tree);
  const left = { from: tree.from, to: cut };
  const right = { from: cut, to: tree.to };
  return before <= cut
    ? [...consistencyRanges(before, left, isWhole), right]
    : [...consistencyRanges(before, right, false), left];
}

/** The roots of ranges that do not overlap, in the order asked for. Memory is that of their edges. */
async function rootsOf(leaves: ReadLeaves, ranges: readonly Range[]): Promise<readonly Uint8Array[]> {
  const roots = new Map<Range, Uint8Array>();
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const tree = createTreeBuilder();
    for await (const { position, hash } of leaves(range.from, range.to)) {
      if (position !== range.from + tree.size()) break;
      tree.add(hash);
    }
    if (tree.size() !== range.to - range.from)
      throw new AssayError('ERR_LOG_CORRUPT', `leaf ${range.from + tree.size()} of the log is missing`);
    roots.set(range, tree.root());
  }
  return ranges.map((range) => roots.get(range)!); // sound: each has been set
}
