// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import type { Leaf } from '../log-store.ts';
import { countOf, droppedLeaves } from './dropped.ts';
import { parseLine } from './line.ts';
import { readLog } from './read-log.ts';

/** Entries in the order of the tree, which is that of the file. */
export async function* entriesOf(path: string, from: number): AsyncGenerator<StoredEntry> {
  for await (const { lines } of readLog(path))
    for (const { text, number, position } of lines)
      if (position >= from) yield { ...parseLine(text, { path, number }).entry, position };
}

/** Leaves of the tree: those of entries that were dropped are in a file of their own. */
export async function* leavesOf(path: string, from: number, to: number): AsyncGenerator<Leaf> {
  let dropped: ReadonlyMap<number, Leaf> | undefined;
  let next = from;
  for await (const chunk of readLog(path)) {
    dropped ??= await droppedLeaves(path, countOf(chunk.dropped), from, to);
    for (const { text, number, position } of chunk.lines) {
      if (position >= to) break;
      if (position < from) continue;
      yield* between(dropped, next, position);
      const { key, leaf } = parseLine(text, { path, number }).entry;
      yield { position, key, hash: leaf };
      next = position + 1;
    }
    if (next >= to) return;
  }
  yield* between(dropped, next, to);
}

function* between(dropped: ReadonlyMap<number, Leaf> | undefined, from: number, to: number): Generator<Leaf> {
  for (let position = from; position < to; position++) {
    const leaf = dropped?.get(position);
    if (leaf !== undefined) yield leaf;
  }
}

/** How many leaves there are. */
export async function sizeOf(path: string): Promise<number> {
  let size = 0;
  for await (const { lines, dropped } of readLog(path)) {
    if (size === 0) size = countOf(dropped);
    size += lines.length;
  }
  return size;
}
