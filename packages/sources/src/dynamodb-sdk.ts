// SPDX-License-Identifier: Apache-2.0
// The only file that names the SDK: it is imported when an item is first read, and a bundle that reads none does not hold it. Named imports of a
// file of ours, because what a dynamic import names cannot be told apart and all of the SDK would be bundled.
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDbReader } from './dynamodb-source.ts';

/** A read takes single milliseconds: what takes this long is tried a second time, within the budget of its source. */
const CONNECT_TIMEOUT_MS = 500;
const REQUEST_TIMEOUT_MS = 1000;

/** Reads items of the tables of `region`, or of the environment's. */
export function createReader(region: string | undefined): DynamoDbReader {
  const client = new DynamoDBClient({
    ...(region === undefined ? {} : { region }),
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  return {
    async getItem({ table, partitionKey, key }, signal) {
      const command = new GetItemCommand({ TableName: table, Key: { [partitionKey]: { S: key } } });
      const { Item } = await client.send(command, { abortSignal: signal });
      return Item;
    },
  };
}
