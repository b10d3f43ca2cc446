// SPDX-License-Identifier: Apache-2.0
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '@assay/log/dynamodb';

/** Makes a table as it is deployed. */
export async function createLogTable(admin: DynamoDBClient, table: string): Promise<void> {
  const { key, indexes } = tableDefinition();
  const schemaOf = ({ partition, sort }: typeof key): CreateTableCommand['input']['KeySchema'] => [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ];
  const attributes = new Set([key, ...indexes].flatMap(({ partition, sort }) => [partition, sort]));
  await admin.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: schemaOf(key),
      GlobalSecondaryIndexes: indexes.map(({ name, projection, ...index }) => ({
        IndexName: name,
        KeySchema: schemaOf(index),
        Projection: { ProjectionType: projection },
      })),
    }),
  );
}
