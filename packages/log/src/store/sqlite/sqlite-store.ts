// SPDX-License-Identifier: Apache-2.0
import { AssayError, type ErrorCode } from '@assay/core/errors';
import type { LogStore } from '../log-store.ts';
import { createAppend } from './append.ts';
import { storeError } from './driver.ts';
import { openDatabase, type OpenOptions } from './open.ts';
import { pageOf } from './page.ts';
import { dropPartition, eraseEntries, partitionsOf } from './partitions.ts';
import { archivePolicy, policiesOf, policyOf } from './policies.ts';
import { ENTRY_COLUMNS, entryOfRow, type EntryRow } from './rows.ts';
import { createShapes } from './shapes.ts';
import { tallyOf } from './tally.ts';
import { addCheckpoint, checkpointsOf, entriesOf, leavesOf, sizeOf } from './tree.ts';

/** The log in one file of SQLite: the default of a host. Rejects as `openDatabase` does. */
export async function openSqliteStore(path: string, options: OpenOptions = {}): Promise<LogStore> {
  const db = await openDatabase(path, options);
  const shapes = createShapes(db);
  const append = options.isReadOnly === true ? refuse(path) : createAppend(db);

  const attempt = async <T>(work: () => T, otherwise: ErrorCode = 'ERR_STORE_READ'): Promise<T> => {
    try {
      return work();
    } catch (cause) {
      throw storeError(cause, path, otherwise);
    }
  };

  async function* attemptEach<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* items;
    } catch (cause) {
      throw storeError(cause, path, 'ERR_STORE_READ');
    }
  }

  return {
    name: 'sqlite',
    place: path,
    append: (entries) => attempt(() => append(entries), 'ERR_SINK_WRITE'),
    page: (question, request) => attempt(() => pageOf(db, shapes, question, request)),
    tally: (question, bucketMs) => attempt(() => tallyOf(db, shapes, question, bucketMs)),
    read: (id) =>
      attempt(() => {
        const rows = db
          .prepare(`SELECT ${ENTRY_COLUMNS} WHERE e.key IN (?, ?) ORDER BY e.key`)
          .all(`${id}.deny`, `${id}.permit`);
        return (rows as unknown as EntryRow[]).map(entryOfRow); // sound: the columns asked for
      }),
    entries: (from) => attemptEach(entriesOf(db, from)),
    sequence: () => attempt(() => sizeOf(db)),
    leaves: (from, to) => attemptEach(leavesOf(db, from, to)),
    checkpoints: () => attempt(() => checkpointsOf(db)),
    addCheckpoint: (checkpoint) => attempt(() => addCheckpoint(db, checkpoint), 'ERR_SINK_WRITE'),
    archivePolicy: (policy) => attempt(() => archivePolicy(db, policy), 'ERR_SINK_WRITE'),
    policies: () => attempt(() => policiesOf(db)),
    policy: (digest) => attempt(() => policyOf(db, digest)),
    erase: (keys) => attempt(() => eraseEntries(db, keys), 'ERR_SINK_WRITE'),
    partitions: () => attempt(() => partitionsOf(db)),
    dropPartition: (day, expected) => attempt(() => dropPartition(db, day, expected), 'ERR_SINK_WRITE'),
    close: async () => db.close(),
  };
}

/** Where nothing is written, nothing is told to be. */
const refuse = (path: string) => (): never => {
  throw new AssayError('ERR_SINK_WRITE', `the log \`${path}\`: it may only be read`);
};
