// SPDX-License-Identifier: Apache-2.0
import type { StoredEntry } from '../../entry/entry.ts';
import { leafHash } from '../../tree/hashes.ts';
import type { Row } from './db.ts';

/** Of `entry`, as `e`; to which `position` of its leaf is added. */
export const ENTRY_COLUMNS = 'e.id, e.day, e.key, e.time, e.writer, e.seq, e.body, e.openings';

/** The position of an entry of `of`: looked up for each, whatever the server thinks of the tables’ sizes. */
export const positionIn = (s: string, of: string): string =>
  `(SELECT l.position FROM ${s}.leaf l WHERE l.entry = ${of}.id) AS position`;

/** The entry of a row. The kind is what its body begins with, and the subject is among the openings until it is erased. */
export function entryOfRow(row: Row): StoredEntry {
  const body = String(row['body']);
  const openings = String(row['openings']);
  const position = row['position'] as string | null | undefined; // sound: a bigint comes as a text
  const subject = subjectIn(openings);
  return {
    kind: KIND.exec(body)?.[1] as StoredEntry['kind'], // sound: an entry of ours
    key: String(row['key']),
    time: Number(row['time']),
    writer: String(row['writer']),
    seq: Number(row['seq']),
    body,
    openings,
    ...(subject !== undefined && { subject }),
    ...(position != null && { position: Number(position) }),
    leaf: leafHash(body),
  };
}

const KIND = /^\{"kind":"([a-z]+)"/;
const SUBJECT = '/who/subject/id';

function subjectIn(openings: string): string | undefined {
  if (!openings.includes(SUBJECT)) return undefined;
  const known = JSON.parse(openings) as Readonly<Record<string, readonly [string, string]>>; // sound: we wrote it
  return Object.hasOwn(known, SUBJECT) ? known[SUBJECT]?.[1] : undefined;
}
