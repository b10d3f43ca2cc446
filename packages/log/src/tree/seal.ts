// SPDX-License-Identifier: Apache-2.0
import type { LogStore, StoredCheckpoint } from '../store/log-store.ts';
import { checkpointText } from './checkpoint.ts';
import { createTreeBuilder } from './frontier.ts';
import type { Signer } from './note.ts';

/** Puts everything into the tree, and signs its root. Returns the checkpoint: the last one, where nothing was added since. */
export async function seal(store: LogStore, signer: Signer, clock: () => number): Promise<StoredCheckpoint> {
  const size = await store.sequence();
  const last = (await store.checkpoints()).at(-1);
  if (last?.size === size) return last;
  const tree = createTreeBuilder(last?.frontier);
  for await (const { hash } of store.leaves(tree.size(), size)) tree.add(hash);
  const note = signer.sign(checkpointText({ origin: signer.name, size, root: tree.root() }));
  const checkpoint = { size, note, frontier: tree.frontier(), time: clock() };
  await store.addCheckpoint(checkpoint);
  return checkpoint;
}
