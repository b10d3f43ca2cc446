// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@assay/core/errors';
import type { LogStore } from '../log-store.ts';
import { createAppend } from './append.ts';
import { storeError } from './errors.ts';
import { openDatabase, type PostgresOptions } from './open.ts';
import { pageOf, readEntries } from './page.ts';
import { dropPartition, eraseEntries, partitionOf, partitionsOf } from './partitions.ts';
import { archivePolicy, policiesOf, policyOf } from './policies.ts';
import { createShapes } from './shapes.ts';
import { tallyOf } from './tally.ts';
import { addCheckpoint, checkpointsOf, entriesOf, leavesOf, sequence, sequenceIfAllowed } from './tree.ts';

/** The log in a schema of PostgreSQL: what several hosts write to at once. Rejects as `openDatabase` does. */
export async function openPostgresStore(options: PostgresOptions): Promise<LogStore> {
  const { db, place } = await openDatabase(options);
  const shapes = createShapes(db);
  const append = createAppend(db, shapes);

  const attempt = async <T>(work: Promise<T>, otherwise: ErrorCode = 'ERR_STORE_READ'): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      throw storeError(cause, place, otherwise);
    }
  };
  async function* stream<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (cause) {
      throw storeError(cause, place, 'ERR_STORE_READ');
    }
  }
  let closing: Promise<void> | undefined;

  return {
    name: 'postgres',
    place,
    append: (entries) => attempt(append(entries), 'ERR_SINK_WRITE'),
    page: (question, request) => attempt(pageOf(db, shapes, question, request)),
    tally: (question, bucketMs) => attempt(tallyOf(db, shapes, question, bucketMs)),
    read: (id) => attempt(readEntries(db, id)),
    entries: (from) => stream(entriesOf(db, from)),
    sequence: () => attempt(options.isReadOnly === true ? sequenceIfAllowed(db) : sequence(db), 'ERR_SINK_WRITE'),
    leaves: (from, to) => stream(leavesOf(db, from, to)),
    checkpoints: () => attempt(checkpointsOf(db)),
    addCheckpoint: (checkpoint) => attempt(addCheckpoint(db, checkpoint), 'ERR_SINK_WRITE'),
    archivePolicy: (policy) => attempt(archivePolicy(db, policy), 'ERR_SINK_WRITE'),
    policies: () => attempt(policiesOf(db)),
    policy: (digest) => attempt(policyOf(db, digest)),
    erase: (keys) => attempt(eraseEntries(db, keys), 'ERR_SINK_WRITE'),
    partitions: () => attempt(partitionsOf(db)),
    partition: (day) => stream(partitionOf(db, day)),
    dropPartition: (day, expected) => attempt(dropPartition(db, day, expected), 'ERR_SINK_WRITE'),
    close: () => (closing ??= db.close()),
  };
}
