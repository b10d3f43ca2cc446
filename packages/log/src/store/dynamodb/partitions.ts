// SPDX-License-Identifier: Apache-2.0
import type { Partition } from '../log-store.ts';
import { ignoreCondition } from './directory.ts';
import { each } from './each.ts';
import { DAY_MS, entryKey, keyOf, keyOfOrder, PARTITIONS } from './keys.ts';
import { packed } from './item.ts';
import { timeRange } from './ranges.ts';
import type { Reader } from './reader.ts';
import type { ReadCalls } from './sdk-reading.ts';

export interface PartitionPorts {
  readonly reader: Reader;
  readonly reads: ReadCalls;
  readonly table: string;
  readonly shards: () => Promise<number>;
  readonly sequence: () => Promise<number>;
  readonly clock: () => number;
}

const AT_ONCE = 32;
const DAYS_AT_ONCE = 4;
const BUNCH = 1000;

/** The days that have entries, the oldest first. */
export async function partitionsOf(ports: PartitionPorts): Promise<readonly Partition[]> {
  const count = await ports.shards();
  const days = await ports.reader.list({ by: ['pk', 'sk'], partition: PARTITIONS.days });
  const counted = await each(days, DAYS_AT_ONCE, async ({ sk }) => {
    const day = sk?.S ?? '';
    return { day, entries: await countOf(ports, day, count) };
  });
  return counted.filter(({ entries }) => entries > 0);
}

async function countOf({ reader, clock }: PartitionPorts, day: string, shards: number): Promise<number> {
  const counts = await each(shardNumbers(shards), shards, (shard) => reader.count(timeRange(day, shard, {}), clock()));
  return counts.reduce((sum, of) => sum + of, 0);
}

/**
 * Drops the entries of a day, or none where they are not as many as `expected`. What is not in the tree yet is put there first: the leaves stay. Where it ends
 * half way, what is left is dropped by the next time.
 */
export async function dropPartition(ports: PartitionPorts, day: string, expected?: number): Promise<number> {
  const { reader, reads, table, clock } = ports;
  if (expected !== undefined && (await countOf(ports, day, await ports.shards())) !== expected) return 0;
  let dropped = 0;
  let left: boolean;
  do {
    await ports.sequence();
    left = false;
    for (const shard of shardNumbers(await ports.shards())) {
      for await (const keys of inBunches(reader.all({ ...timeRange(day, shard, {}), only: ['order'] }))) {
        const results = await each(keys, AT_ONCE, (key) =>
          ignoreCondition(
            reads.deleteItem({
              TableName: table,
              Key: entryKey(key),
              ConditionExpression: 'attribute_exists(#position)',
              ExpressionAttributeNames: { '#position': 'position' },
            }),
          ),
        );
        dropped += results.filter((isDropped) => isDropped).length;
        left ||= await isAnyThere(
          reader,
          keys.filter((_, at) => results[at] === false),
        );
      }
    }
  } while (left);
  // a writer that lives on may think that the day is there
  if (Date.parse(day) + SETTLED_MS < clock())
    await reads.deleteItem({ TableName: table, Key: keyOf(PARTITIONS.days, day) });
  return dropped;
}

const SETTLED_MS = 7 * DAY_MS;

const shardNumbers = (count: number): readonly number[] => Array.from({ length: count }, (_, shard) => shard);

/** Of entries that were not dropped: whether one was not in the tree, or all of them are gone and the index is behind. */
const isAnyThere = async (reader: Reader, keys: readonly string[]): Promise<boolean> =>
  (await reader.byKeys(keys.map(entryKey), ['pk'])).length > 0;

async function* inBunches(
  items: AsyncIterable<{ readonly order?: { readonly S?: string | undefined } }>,
): AsyncGenerator<readonly string[]> {
  let bunch: string[] = [];
  for await (const { order } of items) {
    bunch.push(keyOfOrder(order?.S ?? ''));
    if (bunch.length < BUNCH) continue;
    yield bunch;
    bunch = [];
  }
  yield bunch;
}

/** Takes openings and subjects away: the entries leave the index by subject with that. */
export async function eraseEntries(
  { reads, table }: Pick<PartitionPorts, 'reads' | 'table'>,
  keys: readonly string[],
): Promise<void> {
  await each(keys, AT_ONCE, (key) =>
    ignoreCondition(
      reads.updateItem({
        TableName: table,
        Key: entryKey(key),
        UpdateExpression: 'SET #openings = :openings REMOVE #subject, #bySubject',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#openings': 'openings', '#subject': 'subject', '#bySubject': 'bySubject' },
        ExpressionAttributeValues: { ':openings': packed('{}') },
      }),
    ),
  );
}
