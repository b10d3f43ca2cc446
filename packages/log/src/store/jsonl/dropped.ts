// SPDX-License-Identifier: Apache-2.0
import { isObject } from '@assay/core/model';
import type { Leaf } from '../log-store.ts';
import { rawLines } from './raw-lines.ts';

/** Positions of leaves whose entries were dropped: from the first of each pair up to but without the second, in order. */
export type Dropped = readonly (readonly [number, number])[];

/** The file that holds the leaves. */
export const droppedPath = (path: string): string => `${path}.dropped.jsonl`;

/** The first line of a file some of whose entries were dropped. It alone says which: so one rename drops them. */
export const formatDropped = (positions: Dropped): string => `${JSON.stringify({ kind: 'dropped', positions })}\n`;

/** What `formatDropped` wrote; undefined for any other line. */
export function parseDropped(text: string): Dropped | undefined {
  if (!text.startsWith('{"kind":"dropped"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { positions } = value;
    const isPair = (pair: unknown): boolean =>
      Array.isArray(pair) && pair.length === 2 && pair.every((end) => Number.isSafeInteger(end));
    return Array.isArray(positions) && positions.every(isPair) ? (positions as unknown as Dropped) : undefined; // sound: checked
  } catch {
    return undefined;
  }
}

export const countOf = (dropped: Dropped): number => dropped.reduce((sum, [from, to]) => sum + to - from, 0);

/** With further positions. */
export function withDropped(dropped: Dropped, positions: readonly number[]): Dropped {
  const all = [...dropped, ...positions.map((position): [number, number] => [position, position + 1])];
  const merged: [number, number][] = [];
  for (const [from, to] of all.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last?.[1] === from) last[1] = to;
    else merged.push([from, to]);
  }
  return merged;
}

/** Gives the lines that are left their positions, one after the other. */
export function createPositions(dropped: Dropped): () => number {
  let next = 0;
  let at = 0;
  return () => {
    for (; dropped[at]?.[0] === next; at++) next = dropped[at]![1]; // sound: it is there
    return next++;
  };
}

/** The line of a leaf. */
export const formatLeaf = ({ position, key, hash }: Leaf): string =>
  `${JSON.stringify({ position, key, hash: Buffer.from(hash).toString('base64') })}\n`;

/** Leaves that were dropped, by position, of those from `from` up to but without `to`. Only the first `count` lines count: more are of a drop that was never finished. */
export async function droppedLeaves(
  path: string,
  count: number,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, Leaf>> {
  const leaves = new Map<number, Leaf>();
  if (count === 0) return leaves;
  let read = 0;
  for await (const lines of rawLines(droppedPath(path)))
    for (const { text } of lines) {
      if (read++ >= count) return leaves;
      const { position, key, hash } = JSON.parse(text) as { position: number; key: string; hash: string }; // sound: we wrote it
      if (position >= from && position < to) leaves.set(position, { position, key, hash: Buffer.from(hash, 'base64') });
    }
  return leaves;
}
