// SPDX-License-Identifier: Apache-2.0
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { AssayError } from '@assay/core/errors';
import type { Entry } from '../../entry/entry.ts';
import { termsOf } from '../../entry/terms.ts';
import { SCHEMA_VERSION } from './definition.ts';
import { nameOf } from './failure.ts';
import { packed } from './item.ts';
import { hotMark, keyOf, PARTITIONS, type Item } from './keys.ts';
import { createKnown } from './known.ts';
import { retry } from './retry.ts';
import type { WriteCalls } from './sdk-writing.ts';

/** What has to be in the table before an entry that is found by it. Each is written once, and then known. */
export interface Directory {
  /** The version, and how many shards there are. Rejects with ERR_STORE_VERSION. */
  readonly prepare: () => Promise<void>;
  readonly addShape: (entry: Pick<Entry, 'shape' | 'shapeDigest'>) => Promise<void>;
  readonly addDay: (day: string) => Promise<void>;
  /** Says that the entries of a shape are in all shards. */
  readonly addHot: (digest: string) => Promise<void>;
}

const MAX_ACTIONS = 100;
/** Another writer is at the same. */
const OTHERS = {
  isPassing: (cause: unknown) => /^Transaction(?:Canceled|Conflict|InProgress)Exception$/.test(nameOf(cause)),
};

export function createDirectory(calls: WriteCalls, table: string, shards: number): Directory {
  const known = createKnown();

  const prepare = async (): Promise<void> => {
    const key = keyOf(PARTITIONS.meta, 'VERSION');
    const { Item } = await calls.getItem({ TableName: table, Key: key, ConsistentRead: true });
    if (Item !== undefined) assertVersion(Item, table);
    if (Number(Item?.['shards']?.N ?? 0) >= shards) return;
    await ignoreCondition(
      calls.putItem({
        TableName: table,
        Item: { ...key, version: { N: `${SCHEMA_VERSION}` }, shards: { N: `${shards}` } },
        ConditionExpression: 'attribute_not_exists(pk) OR #shards < :shards',
        ExpressionAttributeNames: { '#shards': 'shards' },
        ExpressionAttributeValues: { ':shards': { N: `${shards}` } },
      }),
    );
  };

  /** The terms come with the shape, all or none: a shape that is there is found by each of them. */
  const addShape = async ({ shape, shapeDigest }: Pick<Entry, 'shape' | 'shapeDigest'>): Promise<void> => {
    const key = keyOf(PARTITIONS.shapes, shapeDigest);
    const puts = [
      ...termsOf(shape).map((term): Item => keyOf(PARTITIONS.term(term), shapeDigest)),
      { ...key, body: packed(JSON.stringify(shape)) },
    ].map((Item): TransactWriteItem => ({ Put: { TableName: table, Item } }));
    await retry(async () => {
      const { Item } = await calls.getItem({ TableName: table, Key: key, ConsistentRead: true });
      if (Item !== undefined) return;
      for (let at = 0; at < puts.length; at += MAX_ACTIONS)
        await calls.transactWriteItems({ TransactItems: puts.slice(at, at + MAX_ACTIONS) });
    }, OTHERS);
  };

  const put = async (partition: string, sort: string): Promise<void> => {
    await calls.putItem({ TableName: table, Item: keyOf(partition, sort) });
  };

  return {
    prepare: () => known.ensure('version', prepare),
    addShape: (entry) => known.ensure(`shape ${entry.shapeDigest}`, () => addShape(entry)),
    addDay: (day) => known.ensure(`day ${day}`, () => put(PARTITIONS.days, day)),
    addHot: (digest) => known.ensure(`hot ${digest}`, () => put(PARTITIONS.meta, hotMark(digest))),
  };
}

/** Throws ERR_STORE_VERSION where the item of the version is of a newer program. */
export function assertVersion(item: Item, table: string): void {
  const version = Number(item['version']?.N);
  if (!(version <= SCHEMA_VERSION))
    throw new AssayError(
      'ERR_STORE_VERSION',
      `the table \`${table}\` of the log has version ${version}, and this program reads up to ${SCHEMA_VERSION}: nothing was changed`,
    );
}

/** Resolves with false where the condition did not hold. */
export async function ignoreCondition(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (cause) {
    if (nameOf(cause) === 'ConditionalCheckFailedException') return false;
    throw cause;
  }
}
