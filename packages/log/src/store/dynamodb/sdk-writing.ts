// SPDX-License-Identifier: Apache-2.0
// Loaded when it is needed. The commands are named one by one, so that a bundle holds those that write and no others.
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type DynamoDBClientConfig,
  type GetItemCommandInput,
  type GetItemCommandOutput,
  type PutItemCommandInput,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';

/** The calls a writer makes. */
export interface WriteCalls {
  readonly getItem: (input: GetItemCommandInput) => Promise<GetItemCommandOutput>;
  readonly putItem: (input: PutItemCommandInput) => Promise<unknown>;
  readonly transactWriteItems: (input: TransactWriteItemsCommandInput) => Promise<unknown>;
}

export const createClient = (config: DynamoDBClientConfig): DynamoDBClient => new DynamoDBClient(config);

export const writeCalls = (client: DynamoDBClient): WriteCalls => ({
  getItem: (input) => client.send(new GetItemCommand(input)),
  putItem: (input) => client.send(new PutItemCommand(input)),
  transactWriteItems: (input) => client.send(new TransactWriteItemsCommand(input)),
});
