// SPDX-License-Identifier: Apache-2.0
import { EMPTY_ROOT, nodeHash } from './hashes.ts';

/** What an inclusion proof is about. */
export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Whether the leaf is at that index of the tree with that root (RFC 9162 section 2.1.3.2). Never throws. */
export function isIncluded({ leaf, index, size, root, path }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...path])) return false;
  let at = index;
  let last = size - 1;
  let node = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      node = nodeHash(node, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(node, root);
}

/** What a consistency proof is about. */
export interface Consistency {
  readonly before: TreeHead;
  readonly after: TreeHead;
  readonly path: readonly Uint8Array[];
}

export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether the later tree begins with all of the earlier one (RFC 9162 section 2.1.4.2). Never throws. */
export function isConsistent({ before, after, path }: Consistency): boolean {
  if (!isCount(before.size) || !isCount(after.size) || before.size > after.size) return false;
  if (!areHashes([before.root, after.root, ...path])) return false;
  if (before.size === after.size) return path.length === 0 && isSame(before.root, after.root);
  if (before.size === 0) return path.length === 0 && isSame(before.root, EMPTY_ROOT);
  return isGrown(before, after, isPowerOfTwo(before.size) ? [before.root, ...path] : path);
}

function isGrown(before: TreeHead, after: TreeHead, [first, ...rest]: readonly Uint8Array[]): boolean {
  if (first === undefined) return false;
  let at = before.size - 1;
  let last = after.size - 1;
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let old = first;
  let now = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = nodeHash(sibling, old);
      now = nodeHash(sibling, now);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      now = nodeHash(now, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && isSame(old, before.root) && isSame(now, after.root);
}

const half = (count: number): number => Math.floor(count / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every(({ length }) => length === 32);

function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
