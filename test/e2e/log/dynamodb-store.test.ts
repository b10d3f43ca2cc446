// SPDX-License-Identifier: Apache-2.0
import { STORE_SUITE } from '@assay/log/testing';
import { findDynamoDb } from './dynamodb-server.ts';
import { tableOfEach } from './dynamodb-test-table.ts';

const start = findDynamoDb('the end-to-end test of the log in DynamoDB');

(start ? describe : describe.skip)('the log in DynamoDB', () => {
  const table = tableOfEach(start);

  it.each(STORE_SUITE)('$name', async ({ run }) => {
    await run(() => table.open());
  });
});
