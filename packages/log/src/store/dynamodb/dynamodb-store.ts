// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@assay/core/errors';
import type { LogStore } from '../log-store.ts';
import { addCheckpoint, checkpointsOf } from './checkpoints.ts';
import { connect } from './connection.ts';
import { factsOf } from './facts.ts';
import { storeError } from './failure.ts';
import { entryOfItem, isExpired } from './item.ts';
import { entryPartition } from './keys.ts';
import type { DynamoDbOptions } from './options.ts';
import { createPages } from './page.ts';
import { dropPartition, eraseEntries, partitionsOf } from './partitions.ts';
import { archivePolicy, policiesOf, policyOf } from './policies.ts';
import { createReader } from './reader.ts';
import { sequence } from './sequence.ts';
import { createShapes } from './shapes.ts';
import { tallyOf } from './tally.ts';
import { entriesOf, leavesOf } from './tree.ts';
import { createWriter } from './writer.ts';

/**
 * The log in a table of DynamoDB: the store of several hosts. The table is made with what `logTableFiles` gives. Rejects with ERR_STORE_OPEN or ERR_STORE_VERSION.
 * What is asked for is read from indexes, which are behind by some milliseconds; what is asked for by id, and the tree, are not.
 */
export async function openDynamoDbStore(options: DynamoDbOptions): Promise<LogStore> {
  const { table, clock = Date.now } = options;
  const { client, calls: writes, close } = await connect(options);
  const { readCalls } = await import('./sdk-reading.ts');
  const reads = readCalls(client);
  const reader = createReader(reads, table);
  const facts = (): ReturnType<typeof factsOf> => factsOf(reader, table);

  const attempt = async <T>(work: () => Promise<T>, otherwise: ErrorCode = 'ERR_STORE_READ'): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw storeError(cause, table, otherwise);
    }
  };
  async function* attemptEach<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (cause) {
      throw storeError(cause, table, 'ERR_STORE_READ');
    }
  }

  const place = await attempt(async () => {
    await facts();
    return `${table} in ${await client.config.region()}`;
  }, 'ERR_STORE_OPEN').catch((cause: unknown) => {
    close();
    throw cause;
  });

  const shapes = createShapes(reader);
  const ports = { reader, reads, writes, shapes, table, clock, shards: async () => (await facts()).shards };
  const pages = createPages(ports);
  const partitionPorts = { ...ports, sequence: () => sequence(ports) };

  return {
    name: 'dynamodb',
    place,
    append: createWriter(writes, options),
    page: (question, request) => attempt(() => pages.page(question, request)),
    tally: (question, bucketMs) => attempt(() => tallyOf(ports, question, bucketMs)),
    read: (id) =>
      attempt(async () => {
        const items = await reader.list({ by: ['pk', 'sk'], partition: entryPartition(id) });
        const entries = items.filter((item) => !isExpired(item, clock())).map(entryOfItem);
        return entries.filter(({ kind }) => kind === 'decision');
      }),
    entries: (from) => attemptEach(entriesOf(reader, from, clock)),
    sequence: () => attempt(() => sequence(ports), 'ERR_SINK_WRITE'),
    leaves: (from, to) => attemptEach(leavesOf(reader, from, to)),
    checkpoints: () => attempt(() => checkpointsOf(reader)),
    addCheckpoint: (checkpoint) => attempt(() => addCheckpoint(writes, table, checkpoint), 'ERR_SINK_WRITE'),
    archivePolicy: (policy) => attempt(() => archivePolicy(writes, table, policy), 'ERR_SINK_WRITE'),
    policies: () => attempt(() => policiesOf(reader)),
    policy: (digest) => attempt(() => policyOf(reader, digest)),
    erase: (keys) =>
      attempt(async () => {
        await eraseEntries(ports, keys);
        pages.forget();
      }, 'ERR_SINK_WRITE'),
    partitions: () => attempt(() => partitionsOf(partitionPorts)),
    dropPartition: (day, expected) => attempt(() => dropPartition(partitionPorts, day, expected), 'ERR_SINK_WRITE'),
    close: async () => close(),
  };
}
