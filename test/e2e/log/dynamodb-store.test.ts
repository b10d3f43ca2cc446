// SPDX-License-Identifier: Apache-2.0
import { openDynamoDbStore } from '@assay/log/dynamodb';
import type { LogStore } from '@assay/log/store';
import { STORE_SUITE } from '@assay/log/testing';
import { findDynamoDb, type DynamoDbServer } from './dynamodb-server.ts';

const start = findDynamoDb('the end-to-end test of the log in DynamoDB');

(start ? describe : describe.skip)('the log in DynamoDB', () => {
  let server: DynamoDbServer;
  let table: string;
  let opened: LogStore[];

  beforeAll(async () => {
    if (start) server = await start();
  });
  afterAll(() => server?.stop()); // not there where it did not start
  beforeEach(async () => {
    opened = [];
    table = await server.createTable();
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    await server.dropTable(table);
  });

  it.each(STORE_SUITE)('$name', async ({ run }) => {
    await run(async () => {
      const store = await openDynamoDbStore({ table, client: server.client() });
      opened.push(store);
      return store;
    });
  });
});
