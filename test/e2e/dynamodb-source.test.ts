// SPDX-License-Identifier: Apache-2.0
// Items of a real table, through the AWS SDK: what is put there is what a policy reads.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import type { DecisionRecord } from '@assay/core/log';
import { own } from '@assay/core/model';
import type { Reading } from '@assay/core/pip';
import { createDynamoDbClients, createDynamoDbSource, type DynamoDbSourceOptions } from '@assay/sources';
import { ROOT } from '../docs/pages.ts';
import { runAssay } from '../docs/run.ts';
import { PARTS } from './parts.ts';
import { installPythonPart } from './python-part.ts';
import { freePort, startServer, type Server } from './server.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok) process.stderr.write(`the end-to-end test of DynamoDB is skipped: it ${part.why}\n`);

const DANA = '5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11';
const SOURCE: DynamoDbSourceOptions = {
  name: 'iga',
  table: 'entitlements',
  partitionKey: 'pk',
  prefix: 'SUBJECT#',
  region: 'eu-west-1',
};

(part.ok ? describe : describe.skip)('a source in a table of DynamoDB', () => {
  let folder: string | undefined;
  let emulator: Server;
  let admin: DynamoDBClient;
  const before = { ...process.env };

  beforeAll(async () => {
    if (!part.ok) return;
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    const port = await freePort();
    emulator = await startServer(port, {
      command: part.command,
      env: { GATEWAY_PORT: `${port}`, BIND_HOST: '127.0.0.1', NODE_OPTIONS: '', TMPDIR: folder },
      readyPath: '/_ministack/ready',
    });
    // as a function finds them: the client under test is given nothing but the region
    const environment = {
      AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-west-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    Object.assign(process.env, environment);
    admin = new DynamoDBClient({} satisfies DynamoDBClientConfig);
    await admin.send(
      new CreateTableCommand({
        TableName: 'entitlements',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  });

  afterAll(async () => {
    process.env = before;
    admin?.destroy(); // not there where the emulator did not start
    await emulator?.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  const put = (key: string, item: Readonly<Record<string, AttributeValue>>): Promise<unknown> =>
    admin.send(new PutItemCommand({ TableName: 'entitlements', Item: { pk: { S: key }, ...item } }));

  function read(key: string, options: Partial<DynamoDbSourceOptions> = {}, timeoutMs = 10_000): Promise<Reading> {
    const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
    const source = createDynamoDbSource(
      { ...SOURCE, ...options },
      { client: createDynamoDbClients(), clock: () => 5, sha256 },
    );
    return Promise.resolve(source.read(key, AbortSignal.timeout(timeoutMs)));
  }

  test('an item is what was put there, without its key', async () => {
    await put(`SUBJECT#${DANA}`, {
      status: { S: 'active' },
      roles: { SS: ['writer', 'reader'] },
      limits: { M: { daily: { N: '1000.50' }, all: { NS: ['3', '20'] } } },
      flags: { L: [{ BOOL: true }, { NULL: true }] },
    });
    expect(await read(DANA)).toEqual({
      value: {
        status: 'active',
        roles: ['reader', 'writer'],
        limits: { daily: 1000.5, all: [3, 20] },
        flags: [true, null],
      },
      asOf: 5,
    });
  });

  test('of a key without an item nothing is known; nor of one that only looks like another', async () => {
    await put('SUBJECT#ann', { status: { S: 'active' } });
    const nothing = { value: undefined, asOf: 5 };
    for (const key of ['bob', 'Ann', 'ann ', 'ann\0', '../ann', '*', '{"S":"ann"}'])
      expect([key, await read(key)]).toEqual([key, nothing]);
    expect(await read('ann', { prefix: '' })).toEqual(nothing);
  });

  test.each([
    ['bytes', { photo: { B: new Uint8Array([1]) } }, 'its item holds bytes, which JSON does not have'],
    [
      'a number of 20 digits',
      { account: { N: '12345678901234567890' } },
      'its item holds a number JSON cannot hold exactly: write it as a text',
    ],
  ])('an item with %s is a failed read', async (_, item, message) => {
    await put('SUBJECT#odd', item);
    await expect(read('odd')).rejects.toMatchObject({ code: 'ERR_SOURCE_READ', message: `source \`iga\`: ${message}` });
  });

  test('a table that is not there is a failed read, and says so in a word', async () => {
    await expect(read('ann', { table: 'other' })).rejects.toMatchObject({
      code: 'ERR_SOURCE_READ',
      message: 'source `iga`: could not be asked (ResourceNotFoundException)',
    });
  });

  test('a table whose key is another attribute is a failed read', async () => {
    await expect(read('ann', { partitionKey: 'id' })).rejects.toMatchObject({
      code: 'ERR_SOURCE_READ',
      message: 'source `iga`: could not be asked (ValidationException)',
    });
  });

  /** Runs `work` while tables are asked for at `url`. */
  async function at(url: string, work: () => Promise<void>): Promise<void> {
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = url;
    try {
      await work();
    } finally {
      process.env['AWS_ENDPOINT_URL_DYNAMODB'] = emulator.url;
    }
  }

  test('where nobody listens the read fails', async () => {
    await at(`http://127.0.0.1:${await freePort()}`, async () => {
      // the SDK knows an error of Node by its class, which is another one within Jest: the word for it is lost there
      const message = expect.stringMatching(/^source `iga`: could not be asked(?: \(ECONNREFUSED\))?$/) as unknown;
      await expect(read('ann')).rejects.toMatchObject({ code: 'ERR_SOURCE_READ', message });
    });
  });

  test('where nobody answers the read ends with its signal, and is asked once more while there is time', async () => {
    let asked = 0;
    const silent = createServer(() => void asked++);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo; // sound: it listens on a port
    try {
      await at(`http://127.0.0.1:${port}`, async () => {
        const aborted = { message: 'source `iga`: could not be asked (AbortError)' };
        await expect(read('ann', {}, 100)).rejects.toMatchObject(aborted);
        expect(asked).toBe(1);
        const late = { message: 'source `iga`: could not be asked (ETIMEDOUT)' };
        await expect(read('ann')).rejects.toMatchObject(late);
        expect(asked).toBe(3);
      });
    } finally {
      silent.closeAllConnections();
      await new Promise((resolve) => silent.close(resolve));
    }
  });

  test('`assay decide` reads it, and the record has the evidence', async () => {
    const project = join(folder ?? '', 'project');
    cpSync(join(ROOT, 'examples/quickstart'), project, { recursive: true });
    const file = join(project, 'assay.yaml');
    const table =
      'driver: dynamodb\n    table: entitlements\n    partition_key: pk\n    prefix: "RISK#"\n    region: eu-west-1';
    writeFileSync(file, readFileSync(file, 'utf8').replace('driver: static\n    file: sources/risk.yaml', table));
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(region: eu-west-1[^]*?timeout: )100ms/, '$15s'));

    const risk = async (): Promise<unknown> => {
      const event = ['--idp', 'cognito', '--event', 'events/1-person.json'];
      const { code, out, err } = await runAssay(['decide', ...event, '--json'], project);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const record = own(JSON.parse(out), 'record') as DecisionRecord; // sound: what decide prints
      const { source, status } = record.evidence.find((each) => each.source === 'risk') ?? {};
      const granted = record.granted?.scopes.map(({ scope }) => scope);
      return { source, status, granted: granted?.filter((scope) => scope.startsWith('payments/')).sort() };
    };

    const unknown = await risk();
    await put(`RISK#${DANA}`, { score: { N: '8' } });
    const calm = await risk();
    await put(`RISK#${DANA}`, { score: { N: '99' } });
    const risky = await risk();
    expect({ unknown, calm, risky }).toEqual({
      unknown: { source: 'risk', status: 'absent', granted: ['payments/read'] },
      calm: { source: 'risk', status: 'ok', granted: ['payments/read', 'payments/write'] },
      risky: { source: 'risk', status: 'ok', granted: ['payments/read'] },
    });
  });
});
