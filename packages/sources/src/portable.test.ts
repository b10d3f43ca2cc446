// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDynamoDbClients } from './dynamodb-client.ts';

const files = readdirSync(__dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
const filesWith = (pattern: RegExp): readonly string[] =>
  files.filter((file) => pattern.test(readFileSync(join(__dirname, file), 'utf8')));

test('only a file is read with modules of Node: the rest runs in an Action, too', () => {
  expect(filesWith(/from '(?:node:|yaml)/)).toEqual(['static-source.ts']);
});

test('the AWS SDK is named in one place, when it is called', () => {
  expect(filesWith(/@aws-sdk/)).toEqual(['dynamodb-client.ts']);
  expect(filesWith(/from '@aws-sdk/)).toEqual([]);
});

test('there is one client per region, for all sources', async () => {
  const client = createDynamoDbClients();
  const [one, same, other, another] = await Promise.all([
    client('eu-west-1'),
    client('eu-west-1'),
    client('us-east-1'),
    createDynamoDbClients()('eu-west-1'),
  ]);
  expect([one === same, one === other, one === another]).toEqual([true, false, false]);
});
