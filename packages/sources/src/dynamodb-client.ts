// SPDX-License-Identifier: Apache-2.0
import type { DynamoDbReader, DynamoDbSourcePorts } from './dynamodb-source.ts';

/**
 * The clients of a host, one per region, for all of its sources: they share connections. The AWS SDK is loaded at the first read, and credentials
 * come from the environment.
 */
export function createDynamoDbClients(): DynamoDbSourcePorts['client'] {
  const clients = new Map<string | undefined, Promise<DynamoDbReader>>();
  return (region) => {
    const known = clients.get(region);
    if (known !== undefined) return known;
    const made = import('./dynamodb-sdk.ts').then(({ createReader }) => createReader(region));
    clients.set(region, made);
    // what could not be loaded is tried again
    made.catch(() => clients.delete(region));
    return made;
  };
}
