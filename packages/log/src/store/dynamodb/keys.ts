// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Cursor } from '../cursor.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The key of an item of the table. */
export const keyOf = (
  partition: string,
  sort: string,
): { readonly pk: AttributeValue; readonly sk: AttributeValue } => ({
  pk: { S: partition },
  sk: { S: sort },
});

/** An entry lies beside the others of its decision: the partition is its key up to the last dot. */
export function entryKey(key: string): ReturnType<typeof keyOf> {
  const dot = key.lastIndexOf('.');
  return keyOf(entryPartition(key.slice(0, dot)), key.slice(dot + 1));
}

export const entryPartition = (id: string): string => `E#${id}`;

/** Every other partition of the table. */
export const PARTITIONS = {
  meta: 'META',
  head: 'TREE',
  shapes: 'SHAPE',
  days: 'DAY',
  policies: 'POLICY',
  checkpoints: 'CHECKPOINT',
  term: (term: string) => `TERM#${named(term)}`,
  policy: (digest: string) => `POLICY#${digest}`,
  tree: (block: number) => `TREE#${block}`,
} as const;

const DIGITS = 15;

/** A whole number as a text that sorts as it does. */
export const padded = (number: number): string => `${number}`.padStart(DIGITS, '0');

/** What entries are sorted by in every index: their time, and their key within a millisecond. */
export const orderOf = ({ time, key }: Cursor): string => `${padded(time)}#${key}`;

export const timeOfOrder = (order: string): number => Number(order.slice(0, DIGITS));
export const keyOfOrder = (order: string): string => order.slice(DIGITS + 1);

export const DAY_MS = 86_400_000;
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** A partition of an index: what is looked up, and which of the shards it is written to. */
export const sharded = (name: string, shard: number): string => `${name}#${shard}`;
export const withoutShard = (partition: string): string => partition.slice(0, partition.lastIndexOf('#'));

/** What a shape is marked with whose entries lie in all shards. */
export const hotMark = (digest: string): string => `HOT#${digest}`;

const MAX_NAME_BYTES = 1024;

/** What is looked up, as a part of a key. DynamoDB takes keys up to 2048 bytes: what is long is named by its hash. */
export const named = (text: string): string =>
  Buffer.byteLength(text) <= MAX_NAME_BYTES ? `=${text}` : `sha256:${hash('sha256', text, 'hex')}`;
