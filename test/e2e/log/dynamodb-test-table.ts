// SPDX-License-Identifier: Apache-2.0
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDynamoDbStore, type DynamoDbOptions } from '@assay/log/dynamodb';
import type { LogStore } from '@assay/log/store';
import type { DynamoDbServer } from './dynamodb-server.ts';

/** What a test has of the table that was made for it. */
export interface TestTable {
  readonly name: () => string;
  readonly url: () => string;
  readonly client: () => DynamoDBClient;
  /** Opens the table; the store is closed when the test has ended. */
  readonly open: (options?: Partial<DynamoDbOptions>) => Promise<LogStore>;
}

/** Starts a server for the tests of one `describe`, and makes each of them a table of its own. */
export function tableOfEach(start: (() => Promise<DynamoDbServer>) | undefined): TestTable {
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

  return {
    name: () => table,
    url: () => server.url,
    client: () => server.client(),
    open: async (options = {}) => {
      const store = await openDynamoDbStore({ table, client: server.client(), ...options });
      opened.push(store);
      return store;
    },
  };
}
