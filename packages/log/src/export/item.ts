// SPDX-License-Identifier: Apache-2.0
import type { Content, StoredEntry } from '../entry/entry.ts';
import { contentOf } from '../entry/reveal.ts';

/** An entry that is handed on. Personal data are in their places; what was erased says so. */
export interface ExportItem {
  /** Its leaf: where the next export goes on from. */
  readonly position: number;
  /** What makes it the same when it comes twice. */
  readonly key: string;
  /** Of a decision its id; the key of anything else. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly entry: StoredEntry;
  readonly content: Content;
}

/** The item of an entry at its position. */
export function itemOf(entry: StoredEntry, position: number): ExportItem {
  const content = contentOf(entry);
  const { key, time } = entry;
  return { position, key, id: content.kind === 'decision' ? content.record.id : key, time, entry, content };
}

/** The day of an item: `2026-11-21`, UTC. */
export const dayOf = ({ time }: Pick<ExportItem, 'time'>): string => new Date(time).toISOString().slice(0, 10);
