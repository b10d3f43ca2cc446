// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import type { LogStore } from '../store/log-store.ts';

/** What a log holds of somebody. */
export interface ErasurePlan {
  readonly keys: readonly string[];
  /** Entries of which they are the subject. */
  readonly asSubject: number;
  /** Entries that only name them: as an actor, in inputs or in a claim. */
  readonly elsewhere: number;
}

/**
 * Finds every entry whose personal data holds one of somebody's ids, by the index of subjects and by looking through all openings. Everything is put into the tree for
 * it; nothing else is changed.
 */
export async function planErasure(store: LogStore, ids: readonly string[]): Promise<ErasurePlan> {
  const asSubject = new Set<string>();
  for (const subject of ids)
    for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
      const page = await store.page({ subject }, { limit: 500, ...(after !== undefined && { after }) });
      for (const { key } of page.entries) asSubject.add(key);
      after = page.next;
    }
  const elsewhere = new Set<string>();
  await store.sequence();
  const texts = ids.map((id) => JSON.stringify(id));
  for await (const entry of store.entries(0))
    if (!asSubject.has(entry.key) && names(entry, ids, texts)) elsewhere.add(entry.key);
  return { keys: [...asSubject, ...elsewhere], asSubject: asSubject.size, elsewhere: elsewhere.size };
}

/** The text is looked for first: most entries do not hold it, and are not parsed. */
const names = ({ openings }: StoredEntry, ids: readonly string[], texts: readonly string[]): boolean =>
  texts.some((text) => openings.includes(text)) && holds(JSON.parse(openings), ids);

function holds(value: unknown, ids: readonly string[]): boolean {
  if (typeof value === 'string') return ids.includes(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => ids.includes(name) || holds(member, ids));
}

export interface EraseOptions {
  /** On whose order. */
  readonly by: string;
  /** The name of this writer, used once. */
  readonly writer: string;
  readonly clock: () => number;
}

/**
 * Takes away what opens the commitments of a plan's entries, for good: their hashes stay, and with them the tree. That it was done is an entry of its own, which does
 * not say of whom; it is written first, so that nothing is ever erased that the log does not tell of.
 */
export async function erasePlanned(store: LogStore, { keys }: ErasurePlan, options: EraseOptions): Promise<void> {
  if (keys.length === 0) return;
  const { by, writer, clock } = options;
  const time = new Date(clock()).toISOString();
  await store.append([entryOf({ kind: 'erasure', writer, seq: 0, time, entries: keys.length, by })]);
  await store.erase(keys);
  await store.sequence();
}
