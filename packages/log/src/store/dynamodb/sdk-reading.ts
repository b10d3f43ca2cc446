// SPDX-License-Identifier: Apache-2.0
// Loaded when it is needed: a bundle that only writes has none of it.
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type BatchGetItemCommandInput,
  type BatchGetItemCommandOutput,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  type QueryCommandInput,
  type QueryCommandOutput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';

/** The calls that ask, and those that change what is there. */
export interface ReadCalls {
  readonly query: (input: QueryCommandInput) => Promise<QueryCommandOutput>;
  readonly batchGetItem: (input: BatchGetItemCommandInput) => Promise<BatchGetItemCommandOutput>;
  readonly updateItem: (input: UpdateItemCommandInput) => Promise<unknown>;
  readonly deleteItem: (input: DeleteItemCommandInput) => Promise<unknown>;
}

export const readCalls = (client: DynamoDBClient): ReadCalls => ({
  query: (input) => client.send(new QueryCommand(input)),
  batchGetItem: (input) => client.send(new BatchGetItemCommand(input)),
  updateItem: (input) => client.send(new UpdateItemCommand(input)),
  deleteItem: (input) => client.send(new DeleteItemCommand(input)),
});
