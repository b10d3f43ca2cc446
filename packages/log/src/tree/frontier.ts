// SPDX-License-Identifier: Apache-2.0
import { EMPTY_ROOT, nodeHash } from './hashes.ts';

/** The right edge of a tree that only grows: the roots of its whole subtrees, from the largest to the smallest. All that is needed to add leaves and know the root. */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const EMPTY: Frontier = { size: 0, roots: [] };

/** A frontier that leaves are added to, in their order. */
export interface TreeBuilder {
  readonly size: () => number;
  readonly add: (leaf: Uint8Array) => void;
  readonly root: () => Uint8Array;
  readonly frontier: () => Frontier;
}

/** Begins where `from` ends. */
export function createTreeBuilder(from: Frontier = EMPTY): TreeBuilder {
  let size = from.size;
  const roots = [...from.roots];
  return {
    size: () => size,
    add: (leaf) => {
      let node = leaf;
      // as many whole subtrees are joined as the size has ones at its end
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(roots.pop()!, node); // sound: one root for each one of the size
      roots.push(node);
      size++;
    },
    root: () => rootOf(roots),
    frontier: () => ({ size, roots: [...roots] }),
  };
}

/** The root of the tree whose right edge it is; undefined where it is the edge of no tree. */
export function frontierRoot({ size, roots }: Frontier): Buffer | undefined {
  let whole = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) whole += rest % 2;
  return roots.length === whole && roots.every(({ length }) => length === 32) ? Buffer.from(rootOf(roots)) : undefined;
}

function rootOf(roots: readonly Uint8Array[]): Uint8Array {
  if (roots.length === 0) return EMPTY_ROOT;
  return roots.reduceRight((right, left) => nodeHash(left, right));
}
