// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { each } from './each.ts';
import { ignoreCondition } from './directory.ts';
import { entryKey, keyOf, keyOfOrder, PARTITIONS, sharded, type Item } from './keys.ts';
import type { Reader } from './reader.ts';
import type { ReadCalls } from './sdk-reading.ts';
import type { WriteCalls } from './sdk-writing.ts';
import { CHUNK, chunkKey, chunkOf, leavesOfChunk, sizeOf } from './tree.ts';

export interface SequencePorts {
  readonly reader: Reader;
  readonly reads: ReadCalls;
  readonly writes: WriteCalls;
  readonly table: string;
  readonly shards: () => Promise<number>;
}

const AT_ONCE = 32;

/**
 * Puts what is pending into the tree, and returns the tree's size. Any number may do it at once, and any of them may end in between.
 *
 * INVARIANT: a chunk of leaves is written where the last one ends, under the condition that there is none: of all who try one succeeds, and its entries have
 * these positions from then on. Nobody writes the next chunk before every entry of the last one says its position, whoever makes it say so. So an entry that is
 * still pending, read consistently after the tree was found whole, is in no chunk.
 */
export async function sequence(ports: SequencePorts): Promise<number> {
  for (;;) {
    const size = await complete(ports);
    const batch = await pending(ports, size);
    if (batch.length === 0) return size;
    await ignoreCondition(
      ports.writes.putItem({
        TableName: ports.table,
        Item: { ...chunkKey(size), ...chunkOf(batch.map(leafOf)) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  }
}

/** Finishes what somebody has begun, and returns how many leaves there are. */
async function complete({ reader, reads, writes, table }: SequencePorts): Promise<number> {
  for (;;) {
    const size = await sizeOf(reader);
    const chunk = await reader.one(chunkKey(size));
    if (chunk === undefined) return size;
    const leaves = leavesOfChunk(chunk);
    await each(leaves, AT_ONCE, ({ key, position }) =>
      ignoreCondition(
        reads.updateItem({
          TableName: table,
          Key: entryKey(key),
          UpdateExpression: 'SET #position = :position REMOVE #pending',
          ConditionExpression: 'attribute_exists(#pending)',
          ExpressionAttributeNames: { '#position': 'position', '#pending': 'pending' },
          ExpressionAttributeValues: { ':position': { N: `${position}` } },
        }),
      ),
    );
    await ignoreCondition(
      writes.putItem({
        TableName: table,
        Item: { ...keyOf(PARTITIONS.head, 'SIZE'), leaves: { N: `${size + leaves.length}` } },
        ConditionExpression: 'attribute_not_exists(pk) OR #leaves < :leaves',
        ExpressionAttributeNames: { '#leaves': 'leaves' },
        ExpressionAttributeValues: { ':leaves': { N: `${size + leaves.length}` } },
      }),
    );
  }
}

/** Entries that are in no chunk, the oldest of each shard first: as many as fit into the next. */
async function pending({ reader, shards }: SequencePorts, size: number): Promise<readonly Item[]> {
  const room = CHUNK - (size % CHUNK);
  const found: Item[] = [];
  for (let shard = 0, count = await shards(); shard < count && found.length < room; shard++) {
    const range = { index: 'pending', by: ['pending', 'order'], partition: sharded('PENDING', shard) } as const;
    for (let after: Item | undefined; found.length < room;) {
      const { items, next } = await reader.ask(range, room - found.length, after);
      const keys = items.map(({ pk, sk }) => ({ pk: pk!, sk: sk! })); // sound: the keys of the table are in every index
      // the index may be behind: what it shows may be in the tree, or gone
      const read = await reader.byKeys(keys, ['pending', 'order', 'leaf']);
      found.push(...read.filter((item) => item['pending'] !== undefined));
      if (next === undefined) break;
      after = next;
    }
  }
  return found.toSorted((a, b) => (orderIn(a) < orderIn(b) ? -1 : 1));
}

const orderIn = (item: Item): string => item['order']?.S ?? '';

function leafOf(item: Item): { readonly key: string; readonly hash: Uint8Array } {
  const hash = item['leaf']?.B;
  if (hash === undefined) throw new AssayError('ERR_LOG_CORRUPT', 'the table holds an item that is no entry');
  return { key: keyOfOrder(orderIn(item)), hash };
}
