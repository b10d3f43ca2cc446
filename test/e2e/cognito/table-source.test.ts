// SPDX-License-Identifier: Apache-2.0
// A source of the policy is a table of DynamoDB, which the function reads with the AWS SDK that is in the zip.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import { startLambda } from '../lambda/rie.ts';
import { installRuntime, NODE_MAJORS } from '../lambda/runtime.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { buildCognito } from './artefact.ts';
import { issued, recorded } from './as-recorded.ts';
import { deploy } from './deploy.ts';
import { attach, createPool, USER_SCOPES, type Pool } from './pool.ts';
import { readFromTable, writeProject } from './project.ts';
import { signIn, signInThroughApi } from './sign-in.ts';
import { openStage, type Stage } from './stage.ts';
import { scopesOf, type TokenReader } from './tokens.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok) process.stderr.write(`the end-to-end test of a table as a source is skipped: it ${part.why}\n`);

const TABLE = 'staff';

(part.ok ? describe : describe.skip)('a user pool whose policy reads a table', () => {
  let stage: Stage;
  let pool: Pool;
  let arn: string;
  let tokensOf: TokenReader;

  beforeAll(async () => {
    if (!part.ok) return;
    stage = await openStage(part.command);
    const { emulator, folder } = stage;
    pool = await createPool(emulator);
    tokensOf = stage.readerOf(pool.id);
    await emulator.dynamoDb('CreateTable', {
      TableName: TABLE,
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const project = join(folder, 'project');
    await writeProject(project, pool);
    readFromTable(project, TABLE);
    const env = { AWS_ENDPOINT_URL_DYNAMODB: emulator.url };
    arn = await deploy(emulator, { name: 'reads-a-table', project, folder, env });
    await attach(emulator, pool, arn, 'V3_0');
  });
  afterAll(() => stage?.close()); // not there where it did not start

  beforeEach(() => stage.forgetRecords());

  /** What the table says of a person, as an operator writes it. */
  const put = (subject: string, roles: readonly string[]): Promise<unknown> =>
    stage.emulator.dynamoDb('PutItem', {
      TableName: TABLE,
      Item: {
        pk: { S: `SUBJECT#${subject}` },
        status: { S: 'active' },
        roles: { L: roles.map((role) => ({ S: role })) },
        team: { S: 'fulfilment' },
      },
    });

  test('the next token follows what the table says', async () => {
    const { emulator, records, forgetRecords } = stage;
    for (const [roles, scopes] of [
      [['order-clerk'], USER_SCOPES],
      [[], ['openid', 'orders/read']],
    ] as const) {
      await put(pool.clerk.sub, roles);
      forgetRecords();
      const tokens = await tokensOf(await signIn(emulator, pool.web, pool.clerk, USER_SCOPES));
      expect(scopesOf(tokens.access)).toEqual(scopes);
      expect(tokens.id).toMatchObject({ team: 'fulfilment' });
      const all = records();
      expect(all.map((record) => issued(tokens, record))).toEqual(all.map(recorded));
      // the emulator asks for each token, AWS once for both
      const evidence = [{ source: 'staff', status: 'ok' }, { source: 'switches' }];
      expect(all).toMatchObject([{ evidence }, { evidence }]);
    }
  });

  test('who is not in the table gets no token', async () => {
    const { status } = await signInThroughApi(stage.emulator, pool.web, pool.reader);
    expect(status).toBe(500); // AWS: 400
    expect(stage.onlyRecord()).toMatchObject({
      outcome: 'deny',
      effect: 'refused',
      error: 'access_denied',
      evidence: [{ source: 'staff', status: 'absent' }, { source: 'switches' }],
    });
  });

  test('a table that does not answer refuses, within the time of its source', async () => {
    const { emulator, folder } = stage;
    const project = join(folder, 'project');
    const env = { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' };
    const other = await deploy(emulator, { name: 'reads-nothing', project, folder, env });
    await attach(emulator, pool, other, 'V3_0');
    const { status } = await signInThroughApi(emulator, pool.web, pool.clerk);
    expect(status).toBe(500);
    const record = stage.onlyRecord();
    expect(record).toMatchObject({
      outcome: 'deny',
      effect: 'refused',
      evidence: [{ source: 'staff' }, { source: 'switches', status: 'ok' }],
    });
    expect(record.evidence[0]?.status).toMatch(/^(error|timeout)$/);
    await attach(emulator, pool, arn, 'V3_0');
  });

  describe.each(NODE_MAJORS)('in the Lambda runtime, on Node %d', (major) => {
    const installed = installRuntime(major);
    if (!installed.ok)
      process.stderr.write(`reading a table in the Lambda runtime is not tested: it ${installed.why}\n`);
    (installed.ok ? test : test.skip)('it reads the table too', async () => {
      if (!installed.ok) return;
      const { emulator, folder } = stage;
      await put(pool.clerk.sub, ['order-clerk']);
      const project = join(folder, 'project');
      const { code } = await buildCognito(project, join(folder, `out-${major}`));
      const env = {
        AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      };
      const lambda = await startLambda(installed.runtime, { folder: code, handler: 'index.handler', env });
      try {
        const text = readFileSync(join(project, 'events/sign-in.json'), 'utf8');
        const event = JSON.parse(text) as { readonly request: object }; // sound: what `assay init` writes
        const request = { ...event.request, userAttributes: { sub: pool.clerk.sub } };
        const { answer } = await lambda.invoke({ ...event, request });
        const claimsToAddOrOverride = { team: 'fulfilment' };
        expect(own(answer, 'response')).toEqual({
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToAddOrOverride },
            accessTokenGeneration: { claimsToAddOrOverride },
          },
        });
      } finally {
        await lambda.stop();
      }
    });
  });

  test('only an artefact that reads a table holds the AWS SDK', async () => {
    const { folder } = stage;
    const plain = join(folder, 'plain');
    await writeProject(plain, pool);
    const [without, withTable] = [
      await buildCognito(plain, join(folder, 'plain-out')),
      await buildCognito(join(folder, 'project'), join(folder, 'table-out')),
    ];
    expect(without.files).toEqual(['index.mjs']);
    // the SDK is in files of its own, which are loaded with the first read
    expect(withTable.files).toContain('index.mjs');
    expect(withTable.files.length).toBeGreaterThan(1);
  });
});
