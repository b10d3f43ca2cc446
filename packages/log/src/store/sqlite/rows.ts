// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';

/** A row of `entry`, its writer by name. */
export interface EntryRow {
  readonly position: number;
  readonly key: string;
  readonly time: number;
  readonly subject: string | null;
  readonly writer: string;
  readonly seq: number;
  readonly leaf: Uint8Array;
  readonly body: string;
  readonly openings: string;
}

export const ENTRY_COLUMNS =
  'e.position, e.key, e.time, e.subject, w.name AS writer, e.seq, e.leaf, e.body, e.openings FROM entry e JOIN writer w ON w.id = e.writer';

/** The entry of a row. The kind is what its body begins with. */
export function entryOfRow({ subject, ...row }: EntryRow): StoredEntry {
  const kind = KIND.exec(row.body)?.[1] as StoredEntry['kind']; // sound: an entry of ours
  return { kind, ...row, ...(subject !== null && { subject }) };
}

const KIND = /^\{"kind":"([a-z]+)"/;
