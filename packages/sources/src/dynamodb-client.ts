// SPDX-License-Identifier: Apache-2.0
import type { DynamoDbReader, DynamoDbSourcePorts } from './dynamodb-source.ts';

/** A read takes single milliseconds: what takes this long is tried a second time, within the budget of its source. */
const CONNECT_TIMEOUT_MS = 500;
const REQUEST_TIMEOUT_MS = 1000;

/**
 * The clients of a host, one per region, for all of its sources: they share connections. The AWS SDK is loaded at the first read; credentials come
 * from the environment, and so does the region where none is given.
 */
export function createDynamoDbClients(): DynamoDbSourcePorts['client'] {
  const clients = new Map<string | undefined, Promise<DynamoDbReader>>();
  return (region) => {
    const known = clients.get(region);
    if (known !== undefined) return known;
    const made = dynamoDbClient(region);
    clients.set(region, made);
    // what could not be loaded is tried again
    made.catch(() => clients.delete(region));
    return made;
  };
}

/** Reads items of the tables of `region`. The only place that names the SDK, when it is called: bundled, it is left in a part of its own that is run then. */
async function dynamoDbClient(region: string | undefined): Promise<DynamoDbReader> {
  const { DynamoDBClient, GetItemCommand } = await import('@aws-sdk/client-dynamodb');
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
