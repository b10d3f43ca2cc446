// SPDX-License-Identifier: Apache-2.0
import type { StoredCheckpoint } from '../store/log-store.ts';
import { openCheckpoint, parseCheckpoint, type Checkpoint } from '../tree/checkpoint.ts';
import { frontierRoot, type Frontier } from '../tree/frontier.ts';
import { parseNote } from '../tree/note-text.ts';
import type { Verifier } from '../tree/note.ts';
import type { Findings } from './findings.ts';

/** A checkpoint the tree is held against. */
export interface Expected {
  readonly size: number;
  readonly root: Uint8Array;
  /** The tree's edge there, where it is known and of that root. */
  readonly frontier?: Frontier;
}

/** What is expected of the tree, by size: of the checkpoints of the log, and of notes that were kept elsewhere, those that the verifiers' signers signed. */
export function expectedRoots(
  stored: readonly StoredCheckpoint[],
  elsewhere: readonly string[],
  verifiers: readonly Verifier[],
  findings: Findings,
): readonly Expected[] {
  const bySize = new Map<number, Expected>();
  const add = (next: Expected): void => {
    const known = bySize.get(next.size);
    if (known === undefined) bySize.set(next.size, next);
    else if (!isSame(known.root, next.root))
      findings.add('checkpoint-fork', `two different trees of ${next.size} entries were signed`);
  };
  if (verifiers.length === 0 && stored.length > 0)
    findings.add(
      'checkpoint-unchecked',
      `no key was given: the signatures of ${stored.length} checkpoints were not checked`,
    );
  for (const { size, note, frontier } of stored) {
    const checkpoint = open(note, verifiers);
    if (checkpoint === undefined) {
      findings.add(
        'checkpoint-unsigned',
        `the checkpoint of ${size} entries is not one that the given keys signed for this log`,
      );
      continue;
    }
    if (checkpoint.size !== size)
      findings.add('checkpoint-size', `the checkpoint of ${checkpoint.size} entries is kept as one of ${size}`);
    const isEdge = frontier.size === checkpoint.size && frontierRoot(frontier)?.equals(checkpoint.root) === true;
    if (!isEdge)
      findings.add(
        'checkpoint-edge',
        `what is kept to go on from the checkpoint of ${size} entries is not of its tree`,
      );
    add({ size: checkpoint.size, root: checkpoint.root, ...(isEdge && { frontier }) });
  }
  for (const note of elsewhere) {
    const checkpoint = open(note, verifiers);
    if (checkpoint === undefined)
      findings.add(
        'checkpoint-unsigned',
        'a checkpoint that was kept elsewhere is not one that the given keys signed for this log',
      );
    else add(checkpoint);
  }
  return [...bySize.values()].toSorted((a, b) => a.size - b.size);
}

/** With no key to verify with, what a note says is taken as it is. */
function open(note: string, verifiers: readonly Verifier[]): Checkpoint | undefined {
  if (verifiers.length === 0) return parseCheckpoint(parseNote(note)?.text ?? '');
  for (const verifier of verifiers) {
    const checkpoint = openCheckpoint(note, verifier);
    if (checkpoint !== undefined) return checkpoint;
  }
  return undefined;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);
