// SPDX-License-Identifier: Apache-2.0
import { createTreeBuilder, type TreeBuilder } from '../tree/frontier.ts';
import type { Expected } from './check-checkpoints.ts';
import type { Findings } from './findings.ts';

export interface TreeChecks {
  readonly size: () => number;
  readonly add: (leaf: Uint8Array) => void;
  /** There is no leaf from here up to `to`. */
  readonly skip: (to: number) => void;
  readonly finish: () => { readonly checkpoints: number; readonly signed: number };
}

/** Builds the tree again, and holds it against each checkpoint. After one that it does not match it goes on from the edge that was kept, so that what comes next is still checked. */
export function createTreeChecks(expected: readonly Expected[], findings: Findings): TreeChecks {
  /** Undefined from a leaf that is missing to the next checkpoint. */
  let tree: TreeBuilder | undefined = createTreeBuilder();
  let size = 0;
  let next = 0;
  let since = 0;
  let held = 0;
  let signed = 0;

  /** Looks at the checkpoints up to the size. */
  const hold = (): void => {
    for (
      let checkpoint = expected[next];
      checkpoint !== undefined && checkpoint.size <= size;
      checkpoint = expected[++next]
    ) {
      if (tree?.size() === checkpoint.size && Buffer.from(tree.root()).equals(checkpoint.root)) {
        held++;
        signed = checkpoint.size;
      } else {
        if (tree !== undefined) differ(checkpoint.size);
        const { frontier } = checkpoint;
        tree = frontier !== undefined && checkpoint.size === size ? createTreeBuilder(frontier) : undefined;
      }
      since = checkpoint.size;
    }
  };
  const differ = (to: number): void =>
    findings.add(
      'checkpoint-root',
      `${to - since === 1 ? `entry ${since} is` : `entries ${since} to ${to - 1} are`} not what the checkpoint of ${to} entries says, or not in that order`,
      { position: since },
    );
  hold();
  return {
    size: () => size,
    add: (leaf) => {
      tree?.add(leaf);
      size++;
      hold();
    },
    skip: (to) => {
      size = to;
      if (expected[next] !== undefined) hold();
      if (tree?.size() !== size) tree = undefined;
    },
    finish: () => {
      for (const checkpoint of expected.slice(next))
        findings.add(
          'checkpoint-ahead',
          `the checkpoint of ${checkpoint.size} entries was signed over more than the ${size} there are`,
          { position: size },
        );
      return { checkpoints: held, signed };
    },
  };
}
