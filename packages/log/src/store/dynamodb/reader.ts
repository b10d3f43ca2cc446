// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { AssayError } from '@assay/core/errors';
import { TTL_ATTRIBUTE } from './definition.ts';
import { each } from './each.ts';
import type { Item } from './keys.ts';
import type { ReadCalls } from './sdk-reading.ts';

/** A part of an answer. */
export interface Batch {
  readonly items: readonly Item[];
  /** Where the next one begins; absent at the end. */
  readonly next?: Item;
}

/** One partition, of the table or of an index, between two sort keys that are both included. */
export interface Range {
  readonly index?: string;
  /** The attribute of the partition, and that of the sort key. */
  readonly by: readonly [partition: string, sort: string];
  readonly partition: string;
  readonly from?: string;
  readonly to?: string;
  readonly isNewestFirst?: boolean;
  /** Attributes that are wanted; absent: all. */
  readonly only?: readonly string[];
}

/** What is asked of the table, every question a Query or by key. */
export interface Reader {
  readonly ask: (range: Range, limit?: number, after?: Item) => Promise<Batch>;
  /** All of a range, as much at a time as DynamoDB gives. */
  readonly all: (range: Range) => AsyncGenerator<Item>;
  readonly list: (range: Range) => Promise<readonly Item[]>;
  /** How many there are, without those that have expired. */
  readonly count: (range: Range, now: number) => Promise<number>;
  /** The items of these keys, in no order; those that are not there are left out. */
  readonly byKeys: (keys: readonly Item[], only?: readonly string[]) => Promise<readonly Item[]>;
  readonly one: (key: Item) => Promise<Item | undefined>;
}

const MAX_KEYS = 100;
const AT_ONCE = 8;
const MAX_TRIES = 8;

/** The table itself is read consistently; an index never can be. */
export function createReader(calls: ReadCalls, table: string): Reader {
  const ask = async (range: Range, limit?: number, after?: Item): Promise<Batch> => {
    const { Items = [], LastEvaluatedKey } = await calls.query({
      ...queryOf(range, table),
      ...(limit !== undefined && { Limit: limit }),
      ...(after !== undefined && { ExclusiveStartKey: after }),
    });
    return { items: Items, ...(LastEvaluatedKey !== undefined && { next: LastEvaluatedKey }) };
  };

  async function* all(range: Range): AsyncGenerator<Item> {
    for (let after: Item | undefined; ;) {
      const { items, next } = await ask(range, undefined, after);
      yield* items;
      if (next === undefined) return;
      after = next;
    }
  }

  const list = async (range: Range): Promise<readonly Item[]> => {
    const items: Item[] = [];
    for await (const item of all(range)) items.push(item);
    return items;
  };

  const count = async (range: Range, now: number): Promise<number> => {
    const { ExpressionAttributeNames, ExpressionAttributeValues, ...query } = queryOf(range, table);
    let counted = 0;
    for (let after: Item | undefined; ;) {
      const { Count = 0, LastEvaluatedKey } = await calls.query({
        ...query,
        Select: 'COUNT',
        FilterExpression: 'attribute_not_exists(#expires) OR #expires > :now',
        ExpressionAttributeNames: { ...ExpressionAttributeNames, '#expires': TTL_ATTRIBUTE },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':now': { N: `${Math.floor(now / 1000)}` } },
        ...(after !== undefined && { ExclusiveStartKey: after }),
      });
      counted += Count;
      if (LastEvaluatedKey === undefined) return counted;
      after = LastEvaluatedKey;
    }
  };

  /** What DynamoDB had no room for in one answer is asked for again. */
  const some = async (keys: readonly Item[], only: readonly string[] | undefined): Promise<readonly Item[]> => {
    const found: Item[] = [];
    let left = keys;
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === MAX_TRIES)
        throw new AssayError(
          'ERR_STORE_READ',
          `the table \`${table}\` of the log: DynamoDB has no room for more requests`,
        );
      const { Responses, UnprocessedKeys } = await calls.batchGetItem({
        RequestItems: { [table]: { Keys: [...left], ConsistentRead: true, ...(only && projection(only)) } },
      });
      const items = Responses?.[table] ?? [];
      found.push(...items);
      left = UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length > 0 && items.length === 0) await sleep(25 * 2 ** tries);
      else if (items.length > 0) tries = 0;
    }
    return found;
  };

  const byKeys = async (keys: readonly Item[], only?: readonly string[]): Promise<readonly Item[]> => {
    const batches = Array.from({ length: Math.ceil(keys.length / MAX_KEYS) }, (_, at) =>
      keys.slice(at * MAX_KEYS, (at + 1) * MAX_KEYS),
    );
    return (await each(batches, AT_ONCE, (batch) => some(batch, only))).flat();
  };

  return { ask, all, list, count, byKeys, one: async (key) => (await byKeys([key]))[0] };
}

function queryOf(
  { index, by, partition, from, to, isNewestFirst = false, only }: Range,
  table: string,
): QueryCommandInput {
  const [condition, values] = within(from, to);
  const { ProjectionExpression, ExpressionAttributeNames } = only === undefined ? {} : projection(only);
  return {
    TableName: table,
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
    KeyConditionExpression: `#partition = :partition${condition === undefined ? '' : ` AND #sort ${condition}`}`,
    ExpressionAttributeNames: {
      '#partition': by[0],
      ...(condition !== undefined && { '#sort': by[1] }),
      ...ExpressionAttributeNames,
    },
    ExpressionAttributeValues: { ':partition': { S: partition }, ...values },
    ScanIndexForward: !isNewestFirst,
    ...(ProjectionExpression !== undefined && { ProjectionExpression }),
  };
}

function within(
  from?: string,
  to?: string,
): readonly [condition: string | undefined, values: Record<string, AttributeValue>] {
  if (from !== undefined && to !== undefined)
    return ['BETWEEN :from AND :to', { ':from': { S: from }, ':to': { S: to } }];
  if (from !== undefined) return ['>= :from', { ':from': { S: from } }];
  if (to !== undefined) return ['<= :to', { ':to': { S: to } }];
  return [undefined, {}];
}

/** Many of our names are words DynamoDB keeps for itself. */
function projection(names: readonly string[]): {
  readonly ProjectionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
} {
  return {
    ProjectionExpression: names.map((_, at) => `#a${at}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#a${at}`, name])),
  };
}
