// SPDX-License-Identifier: Apache-2.0
import type { AttributeSource, Reading } from '@assay/core/pip';
import type { SourceCache } from './cache.ts';
import { cachedRead } from './cached-read.ts';
import { valueOfItem } from './dynamodb-item.ts';
import { failingAs, readFailure } from './read-failure.ts';

export interface DynamoDbSourceOptions {
  readonly name: string;
  readonly table: string;
  /** The attribute that is the table's whole key, a string. */
  readonly partitionKey: string;
  /** What stands before the key in the table. */
  readonly prefix?: string;
  /** Absent for the one the host runs in. */
  readonly region?: string;
  /** How long an answer may be used again; absent: never. */
  readonly cacheMs?: number;
}

/** One read of one item, as Amazon DynamoDB writes it: attributes of the form `{ "S": "text" }`. Undefined where there is none. */
export interface DynamoDbReader {
  getItem(input: GetItem, signal: AbortSignal): Promise<unknown>;
}

export interface GetItem {
  readonly table: string;
  readonly partitionKey: string;
  readonly key: string;
}

export interface DynamoDbSourcePorts {
  /** The client of a region, made at the first read: `createDynamoDbClients()`. */
  readonly client: (region: string | undefined) => Promise<DynamoDbReader>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal: what the cache's keys are made of. */
  readonly sha256: (text: string) => string;
  /** Absent: nothing is kept, whatever the options say. */
  readonly cache?: SourceCache;
}

/**
 * A source that reads one item of a table, eventually consistent: a write is seen within about a second. No item is an answer, that nothing is
 * known. An item with bytes in it, or with a number JSON cannot hold exactly, is a failed read. The key is left out of the value.
 */
export function createDynamoDbSource(options: DynamoDbSourceOptions, ports: DynamoDbSourcePorts): AttributeSource {
  const { name, table, partitionKey, prefix = '', region, cacheMs } = options;
  const { client, clock, cache, sha256 } = ports;
  const place = ['dynamodb', region ?? '', table, partitionKey, prefix];

  const ask = async (key: string, signal: AbortSignal): Promise<Reading> => {
    const asOf = clock();
    const input = { table, partitionKey, key: `${prefix}${key}` };
    const item = await failingAs(name, 'could not be asked', async () => (await client(region)).getItem(input, signal));
    if (item === undefined) return { value: undefined, asOf };
    const read = await failingAs(name, 'its item cannot be read', () =>
      Promise.resolve(valueOfItem(item, partitionKey)),
    );
    if ('why' in read) throw readFailure(name, read.why);
    return { value: read.value, asOf };
  };

  return {
    name,
    async read(key, signal) {
      // half a character has no UTF-8: two keys would become one
      if (key === '' || !key.isWellFormed()) throw readFailure(name, 'the key is no text');
      if (cache === undefined || cacheMs === undefined) return ask(key, signal);
      return cachedRead({ name, place, key, cacheMs }, { cache, sha256, clock }, () => ask(key, signal));
    },
  };
}
