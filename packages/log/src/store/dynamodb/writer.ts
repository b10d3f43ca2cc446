// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../../entry/entry.ts';
import type { Appended } from '../log-store.ts';
import { compare } from '../same-decision.ts';
import { createDirectory } from './directory.ts';
import { each } from './each.ts';
import { isThrottled, nameOf, storeError } from './failure.ts';
import { entryOfItem, itemOf, type Shards } from './item.ts';
import { dayOf, entryKey, type Item } from './keys.ts';
import { DEFAULT_SHARDS, type DynamoDbOptions } from './options.ts';
import { retry } from './retry.ts';
import type { WriteCalls } from './sdk-writing.ts';
import { createSpread } from './spread.ts';

export type Append = (entries: readonly Entry[]) => Promise<readonly Appended[]>;

const AT_ONCE = 32;

/**
 * What writes entries: one put for each, under the condition that it is not there. What they are found by is written before; a writer that has written a shape
 * once knows it. Rejects with ERR_SINK_WRITE, ERR_STORE_OPEN or ERR_STORE_VERSION; what was written of the batch stays, and is known when it comes again.
 */
export function createWriter(calls: WriteCalls, options: DynamoDbOptions): Append {
  const { table, ttlDays, shards = DEFAULT_SHARDS, clock = Date.now, calmPerSecond } = options;
  const directory = createDirectory(calls, table, shards);
  const spread = createSpread({ shards, clock, ...(calmPerSecond !== undefined && { calmPerSecond }) });

  const choose = async (entry: Entry): Promise<Shards> => {
    const { key, shapeDigest, subject } = entry;
    const shape = spread.shardOf(shapeDigest, key);
    // a reader asks the other shards only where it is told to
    if (spread.isHot(shapeDigest)) await directory.addHot(shapeDigest);
    return {
      shape,
      time: spread.shardOf(EVERYTHING, key),
      subject: subject === undefined ? 0 : spread.shardOf(`subject ${subject}`, key),
    };
  };

  const write = (entry: Entry): Promise<Appended> =>
    retry(() => put(entry), {
      isPassing: (cause) => {
        if (!isThrottled(cause)) return false;
        spread.heat([EVERYTHING, entry.shapeDigest, `subject ${entry.subject}`]);
        return true;
      },
    });

  const put = async (entry: Entry): Promise<Appended> => {
    const Item = itemOf(entry, await choose(entry), ttlDays);
    try {
      await calls.putItem({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      return 'stored';
    } catch (cause) {
      if (nameOf(cause) !== 'ConditionalCheckFailedException') throw cause;
      const stored = itemIn(cause) ?? (await find(entry));
      // it was dropped in between
      if (stored === undefined) throw cause;
      return compare(entryOfItem(stored), entry);
    }
  };

  const find = async ({ key }: Entry): Promise<Item | undefined> =>
    (await calls.getItem({ TableName: table, Key: entryKey(key), ConsistentRead: true })).Item;

  return async (entries) => {
    try {
      const shapes = new Map(entries.map((entry) => [entry.shapeDigest, entry]));
      const days = new Set(entries.map(({ time }) => dayOf(time)));
      await retry(
        () =>
          Promise.all([
            directory.prepare(),
            each([...shapes.values()], AT_ONCE, directory.addShape),
            each([...days], AT_ONCE, directory.addDay),
          ]),
        { isPassing: isThrottled },
      );
      return await inOrderOfKeys(entries, write);
    } catch (cause) {
      throw storeError(cause, table, 'ERR_SINK_WRITE');
    }
  };
}

/** The name of what every entry is among. */
const EVERYTHING = 'everything';

/** All at once, but those that have a key in common one after the other. */
async function inOrderOfKeys(
  entries: readonly Entry[],
  write: (entry: Entry) => Promise<Appended>,
): Promise<readonly Appended[]> {
  const byKey = Map.groupBy(entries.keys(), (at) => entries[at]?.key);
  const results: Appended[] = [];
  await each([...byKey.values()], AT_ONCE, async (places) => {
    for (const at of places) results[at] = await write(entries[at]!); // sound: a place of the list
  });
  return results;
}

/** What is there already, where DynamoDB says it with the failure. */
const itemIn = (cause: unknown): Item | undefined =>
  typeof cause === 'object' && cause !== null && 'Item' in cause ? (cause.Item as Item | undefined) : undefined; // sound: of a condition that failed
