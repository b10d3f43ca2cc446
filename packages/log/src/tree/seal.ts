// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { LogStore, StoredCheckpoint } from '../store/log-store.ts';
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { createTreeBuilder, frontierRoot } from './frontier.ts';
import { parseNote } from './note-text.ts';
import { createVerifier, type Signer } from './note.ts';

/**
 * Puts everything into the tree, and signs its root. Returns the checkpoint: the last one, where nothing was added since. Rejects with ERR_LOG_CORRUPT, and signs
 * nothing, where the tree is not what the last checkpoint said, or a leaf is missing; with ERR_LOG_KEY where another key signed the last one, unless this one is said to be new.
 */
export async function seal(
  store: LogStore,
  signer: Signer,
  clock: () => number,
  { isNewKey = false }: { readonly isNewKey?: boolean } = {},
): Promise<StoredCheckpoint> {
  const size = await store.sequence();
  const last = (await store.checkpoints()).at(-1);
  if (last !== undefined) check(last, size, store.place);
  if (last !== undefined && !isNewKey && openCheckpoint(last.note, createVerifier(signer.verifierKey)) === undefined)
    throw new AssayError('ERR_LOG_KEY', `the log \`${store.place}\`: its last checkpoint was signed by another key`);
  if (last?.size === size) return last;
  const tree = createTreeBuilder(last?.frontier);
  for await (const { hash, position } of store.leaves(tree.size(), size)) {
    if (position !== tree.size()) break;
    tree.add(hash);
  }
  if (tree.size() !== size) throw corrupt(store.place, `entry ${tree.size()} of ${size} is missing`);
  const note = signer.sign(checkpointText({ origin: signer.name, size, root: tree.root() }));
  const checkpoint = { size, note, frontier: tree.frontier(), time: clock() };
  await store.addCheckpoint(checkpoint);
  return checkpoint;
}

function check({ size, note, frontier }: StoredCheckpoint, now: number, place: string): void {
  const signed = parseCheckpoint(parseNote(note)?.text ?? '');
  if (signed?.size !== size || frontier.size !== size || frontierRoot(frontier)?.equals(signed.root) !== true)
    throw corrupt(place, `its checkpoint of ${size} entries is not what was signed`);
  if (now < size) throw corrupt(place, `its last checkpoint has ${size} entries, and it has ${now}`);
}

const corrupt = (place: string, message: string): AssayError =>
  new AssayError('ERR_LOG_CORRUPT', `the log \`${place}\`: ${message}`);
