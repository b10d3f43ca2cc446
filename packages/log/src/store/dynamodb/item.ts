// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AssayError } from '@assay/core/errors';
import type { Entry, StoredEntry } from '../../entry/entry.ts';
import { leafHash } from '../../tree/hashes.ts';
import { TTL_ATTRIBUTE } from './definition.ts';
import {
  DAY_MS,
  dayOf,
  entryKey,
  keyOfOrder,
  named,
  orderOf,
  sharded,
  timeOfOrder,
  withoutShard,
  type Item,
} from './keys.ts';

/** Which shard of each index an entry is written to. */
export interface Shards {
  readonly time: number;
  readonly shape: number;
  readonly subject: number;
}

/** DynamoDB takes items up to 400 kB, names and all. */
const MAX_BYTES = 390_000;

/** The item of an entry. Throws ERR_RECORD_INVALID where it is larger than DynamoDB takes. */
export function itemOf(entry: Entry, shards: Shards, ttlDays?: number): Item {
  const { key, time, subject, writer, seq, shapeDigest, leaf } = entry;
  const body = packed(entry.body);
  const openings = packed(entry.openings);
  const bytes = sizeOf(body) + sizeOf(openings);
  if (bytes > MAX_BYTES)
    throw new AssayError(
      'ERR_RECORD_INVALID',
      `a decision record takes ${bytes} bytes, and DynamoDB holds ${MAX_BYTES}`,
    );
  return {
    ...entryKey(key),
    order: { S: orderOf(entry) },
    byTime: { S: sharded(dayOf(time), shards.time) },
    byShape: { S: sharded(shapeDigest, shards.shape) },
    ...(subject !== undefined && {
      subject: { S: subject },
      bySubject: { S: sharded(named(subject), shards.subject) },
    }),
    pending: { S: sharded('PENDING', shards.time) },
    writer: { S: writer },
    seq: { N: `${seq}` },
    body,
    openings,
    leaf: { B: leaf },
    ...(ttlDays !== undefined && { [TTL_ATTRIBUTE]: { N: `${Math.ceil((time + ttlDays * DAY_MS) / 1000)}` } }),
  };
}

/** The entry of an item. Throws ERR_LOG_CORRUPT for what we have not written. */
export function entryOfItem(item: Item): StoredEntry {
  const order = item['order']?.S;
  const writer = item['writer']?.S;
  const seq = item['seq']?.N;
  const body = unpacked(item['body']);
  const kind = KIND.exec(body ?? '')?.[1] as StoredEntry['kind'] | undefined; // sound: an entry of ours
  const openings = unpacked(item['openings']);
  if (
    order === undefined ||
    writer === undefined ||
    seq === undefined ||
    body === undefined ||
    kind === undefined ||
    openings === undefined
  )
    throw new AssayError('ERR_LOG_CORRUPT', 'the table holds an item that is no entry');
  const subject = item['subject']?.S;
  const position = item['position']?.N;
  return {
    kind,
    ...(position !== undefined && { position: Number(position) }),
    key: keyOfOrder(order),
    time: timeOfOrder(order),
    ...(subject !== undefined && { subject }),
    writer,
    seq: Number(seq),
    body,
    openings,
    leaf: leafHash(body),
  };
}

const KIND = /^\{"kind":"([a-z]+)"/;

/** The digest of the shape of an entry's item. */
export const digestOfItem = (item: Item): string => withoutShard(item['byShape']?.S ?? '');

/** Whether retention has ended: DynamoDB drops such an item within some days, not at once. */
export const isExpired = (item: Item, now: number): boolean => Number(item[TTL_ATTRIBUTE]?.N ?? Infinity) * 1000 <= now;

/** Below this, compressing saves nothing that is paid for: writes are counted by the kilobyte. */
const MIN_PACKED = 256;

/** A text as it is kept. A record has a kilobyte less when it is compressed, in the table and in each index: half of what a write costs. */
export const packed = (text: string): AttributeValue =>
  text.length < MIN_PACKED ? { S: text } : { B: deflateRawSync(text) };

/** The text of what `packed` made; undefined for anything else. */
export function unpacked(value: AttributeValue | undefined): string | undefined {
  try {
    return value?.S ?? (value?.B && inflateRawSync(value.B, { maxOutputLength: MAX_UNPACKED }).toString('utf8'));
  } catch {
    return undefined;
  }
}

const MAX_UNPACKED = 64_000_000;

const sizeOf = ({ S, B }: AttributeValue): number => B?.length ?? Buffer.byteLength(S ?? '');
