// SPDX-License-Identifier: Apache-2.0
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDbOptions } from './options.ts';
import type { WriteCalls } from './sdk-writing.ts';

/** A client of DynamoDB, and what a writer calls with it. */
export interface Connection {
  readonly client: DynamoDBClient;
  readonly calls: WriteCalls;
  readonly close: () => void;
}

const MAX_ATTEMPTS = 4;
const CONNECT_TIMEOUT_MS = 1000;
const REQUEST_TIMEOUT_MS = 5000;

/** Loads the AWS SDK, and makes a client where none was given. It connects with its first call. */
export async function connect({ region, client: given }: DynamoDbOptions): Promise<Connection> {
  const { createClient, writeCalls } = await import('./sdk-writing.ts');
  const client =
    given ??
    createClient({
      ...(region !== undefined && { region }),
      maxAttempts: MAX_ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECT_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
      },
    });
  return {
    client,
    calls: writeCalls(client),
    close: () => {
      if (given === undefined) client.destroy();
    },
  };
}
