// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { StoredEntry } from '../../entry/entry.ts';
import type { Leaf } from '../log-store.ts';
import { entryOfItem, isExpired } from './item.ts';
import { entryKey, keyOf, padded, PARTITIONS, type Item } from './keys.ts';
import type { Reader } from './reader.ts';

/** Leaves of one item. None crosses a multiple of it, so that every position is found by where its chunk may begin. */
export const CHUNK = 500;
/** Leaves of one partition: DynamoDB serves each at a limited pace. */
const BLOCK = 100_000;
const HASH_BYTES = 32;

/** The key of the chunk that begins at a position. */
export const chunkKey = (start: number): ReturnType<typeof keyOf> =>
  keyOf(PARTITIONS.tree(Math.floor(start / BLOCK)), padded(start));

/** The attributes of a chunk. */
export const chunkOf = (leaves: readonly Omit<Leaf, 'position'>[]): Item => ({
  keys: { L: leaves.map(({ key }) => ({ S: key })) },
  hashes: { B: Buffer.concat(leaves.map(({ hash }) => hash)) },
});

/** The leaves of a chunk. Throws ERR_LOG_CORRUPT for what we have not written. */
export function leavesOfChunk(item: Item): readonly Leaf[] {
  const start = Number(item['sk']?.S);
  const keys = item['keys']?.L ?? [];
  const hashes = item['hashes']?.B;
  if (hashes?.length !== keys.length * HASH_BYTES || keys.length === 0 || !Number.isInteger(start))
    throw new AssayError('ERR_LOG_CORRUPT', 'the table holds an item that is no part of the tree');
  return keys.map(({ S = '' }, at) => ({
    position: start + at,
    key: S,
    hash: hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  }));
}

/** How many leaves are in the tree, and their entries know it. One more chunk may be there that was not finished. */
export async function sizeOf(reader: Reader): Promise<number> {
  const item = await reader.one(keyOf(PARTITIONS.head, 'SIZE'));
  return Number(item?.['leaves']?.N ?? 0);
}

/** Leaves of the tree, of entries that were dropped, too. */
export async function* leavesOf(reader: Reader, from: number, to: number): AsyncGenerator<Leaf> {
  for await (const chunk of chunksOf(reader, from, to))
    for (const leaf of chunk) if (leaf.position >= from && leaf.position < to) yield leaf;
}

/** Entries in the order of the tree, those of a chunk at once. */
export async function* entriesOf(reader: Reader, from: number, clock: () => number): AsyncGenerator<StoredEntry> {
  for await (const chunk of chunksOf(reader, from, await sizeOf(reader))) {
    const leaves = chunk.filter(({ position }) => position >= from);
    const items = await reader.byKeys(leaves.map(({ key }) => entryKey(key)));
    const now = clock();
    const entries = items.filter((item) => !isExpired(item, now)).map(entryOfItem);
    const byPosition = new Map(entries.map((entry) => [entry.position, entry]));
    for (const { position } of leaves) {
      // what was dropped may have been written again since: that is another leaf
      const entry = byPosition.get(position);
      if (entry !== undefined) yield entry;
    }
  }
}

/** The chunks that hold positions from `from` up to but without `to`. */
async function* chunksOf(reader: Reader, from: number, to: number): AsyncGenerator<readonly Leaf[]> {
  for (let start = from - (from % CHUNK); start < to; start = (Math.floor(start / BLOCK) + 1) * BLOCK) {
    const range = {
      by: ['pk', 'sk'],
      partition: PARTITIONS.tree(Math.floor(start / BLOCK)),
      from: padded(start),
      to: padded(to - 1),
    } as const;
    for await (const item of reader.all(range)) yield leavesOfChunk(item);
  }
}
