// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import { leafHash } from '../../tree/hashes.ts';

/** A row of `entry`, its writer by name. */
export interface EntryRow {
  readonly position: number;
  readonly key: string;
  readonly time: number;
  readonly subject: string | null;
  readonly writer: string;
  readonly seq: number;
  readonly body: string;
  readonly openings: string;
}

export const ENTRY_COLUMNS =
  'e.position, e.key, e.time, e.subject, w.name AS writer, e.seq, e.body, e.openings FROM entry e JOIN writer w ON w.id = e.writer';

/** The entry of a row. The kind is what its body begins with; the leaf is hashed where it is asked for. */
export function entryOfRow({ position, key, time, subject, writer, seq, body, openings }: EntryRow): StoredEntry {
  const kind = KIND.exec(body)?.[1] as StoredEntry['kind']; // sound: an entry of ours
  return {
    kind,
    position,
    key,
    time,
    ...(subject !== null && { subject }),
    writer,
    seq,
    body,
    openings,
    get leaf() {
      return leafHash(body);
    },
  };
}

const KIND = /^\{"kind":"([a-z]+)"/;
