// SPDX-License-Identifier: Apache-2.0
// One log of two identity providers: an Auth0 Action posts to a collector, a Cognito Lambda writes the table itself, and one question is answered with the records of both.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DecisionRecord } from '@assay/core/log';
import { createToken } from '@assay/log/collector';
import { ROOT } from '../../docs/pages.ts';
import { runAssay, type Ended } from '../../docs/run.ts';
import { selfSignedForLoopback } from '../auth0/certificate.ts';
import { deploy } from '../cognito/deploy.ts';
import { attach, createPool, USER_SCOPES, type Pool } from '../cognito/pool.ts';
import { edit, writeProject } from '../cognito/project.ts';
import { signIn } from '../cognito/sign-in.ts';
import { openStage, type Stage } from '../cognito/stage.ts';
import { startCollector, type OwnCollector } from '../collector/own-collector.ts';
import { REGION } from '../ministack.ts';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { createLogTable } from './log-table.ts';

const part = installPythonPart(PARTS.ministack);
if (!part.ok)
  process.stderr.write(`the end-to-end test of one log for two identity providers is skipped: it ${part.why}\n`);

const WRITER = createToken({ name: 'auth0', role: 'writer', writerPrefix: 'auth0-' });
const LAMBDA = createToken({ name: 'lambda', role: 'writer', writerPrefix: 'cognito-' });

(part.ok ? describe : describe.skip)('one log of two identity providers', () => {
  let stage: Stage;
  let pool: Pool;
  let table: string;
  let collector: OwnCollector;
  let awsEnv: Readonly<Record<string, string>>;
  const tls = selfSignedForLoopback();
  const assay = (args: readonly string[]): Promise<Ended> => runAssay(args, ROOT, awsEnv);

  beforeAll(async () => {
    if (!part.ok) return;
    stage = await openStage(part.command);
    const { emulator, folder } = stage;
    awsEnv = {
      AWS_ENDPOINT_URL_DYNAMODB: emulator.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
    };
    const admin = new DynamoDBClient({
      endpoint: emulator.url,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    table = 'assay-log';
    await createLogTable(admin, table);
    admin.destroy();
    pool = await createPool(emulator);
    writeFileSync(join(folder, 'tls.crt'), tls.cert);
    writeFileSync(join(folder, 'tls.key'), tls.key);
    collector = await startCollector(
      folder,
      ['--log', `dynamodb:${table}@${REGION}`, '--tls-cert', 'tls.crt', '--tls-key', 'tls.key'],
      { ...awsEnv, ASSAY_COLLECTOR_TOKENS: JSON.stringify([WRITER.entry, LAMBDA.entry]) },
    );
  });
  afterAll(async () => {
    await collector?.end('SIGTERM'); // not there where it did not start
    await stage?.close();
  });

  test('the Lambda writes its records to the table', async () => {
    const { emulator, folder } = stage;
    const project = join(folder, 'cognito');
    await writeProject(project, pool);
    edit(
      join(project, 'assay.yaml'),
      'file: records.jsonl',
      `store: { driver: dynamodb, table: ${table}, region: ${REGION} }`,
    );
    const arn = await deploy(emulator, { name: 'writes-a-table', project, folder, env: awsEnv });
    await attach(emulator, pool, arn, 'V3_0');
    expect((await signIn(emulator, pool.web, pool.clerk, USER_SCOPES)).status).toBe(200);
    const { out, code } = await assay(['log', 'query', '--project', project, '--json']);
    const records = JSON.parse(out) as DecisionRecord[]; // sound: what the command prints
    expect(code).toBe(0);
    // the emulator asks for each token: one event and two attempts, of which the second repeats the first
    expect(records.map(({ outcome, who }) => [outcome, who?.subject.id, who?.client.id])).toEqual(
      records.map(() => ['permit', pool.clerk.sub, pool.web.id]),
    );
    expect(records.length).toBeGreaterThan(0);
    // no record is in the log of the platform: there it would be a second one, that nobody asks
    expect(stage.records()).toEqual([]);
  });

  test('the Action posts its records to the collector, and one question finds both', async () => {
    const { folder } = stage;
    const project = join(folder, 'auth0');
    expect((await assay(['init', project, '--idp', 'auth0'])).code).toBe(0);
    const file = join(project, 'assay.yaml');
    edit(
      file,
      'file: records.jsonl',
      `store: { driver: dynamodb, table: ${table}, region: ${REGION} }\n  collector: { url: '${collector.url}', token: ASSAY_LOG_TOKEN }`,
    );
    const built = await assay([
      'build',
      '--project',
      project,
      '--target',
      'auth0/post-login',
      '--out',
      join(folder, 'action'),
    ]);
    expect(built).toMatchObject({ code: 0, err: '' });
    const event = JSON.parse(readFileSync(join(project, 'events/login.json'), 'utf8')) as object; // sound: what `assay init` writes
    const eventFile = join(folder, 'login.json');
    writeFileSync(eventFile, JSON.stringify({ ...event, secrets: { ASSAY_LOG_TOKEN: WRITER.token } }));
    const ran = await runAssay(
      ['decide', '--idp', 'auth0', '--artefact', join(folder, 'action'), '--event', eventFile, '--json'],
      ROOT,
      { NODE_EXTRA_CA_CERTS: join(folder, 'tls.crt') },
    );
    expect({ code: ran.code, outcome: (JSON.parse(ran.out) as { outcome: string }).outcome }).toEqual({
      code: 0,
      outcome: 'permit',
    }); // sound: as above

    const { out } = await assay(['log', 'query', '--log', `dynamodb:${table}@${REGION}`, '--json']);
    const records = JSON.parse(out) as DecisionRecord[]; // sound: as above
    expect([...new Set(records.map(({ host }) => host.adapter))].toSorted()).toEqual(['auth0/post-login', 'cognito']);
    const [ofAuth0] = records.filter(({ host }) => host.adapter === 'auth0/post-login');
    const { out: why, code } = await assay(['log', 'why', ofAuth0?.id ?? '', '--log', `dynamodb:${table}@${REGION}`]);
    expect({ code, first: why.includes('asked auth0/post-login for') }).toEqual({ code: 0, first: true });
  });

  test('a Lambda posts to the collector, where the project says so', async () => {
    const { emulator, folder } = stage;
    const project = join(folder, 'posting');
    await writeProject(project, pool);
    edit(
      join(project, 'assay.yaml'),
      'file: records.jsonl',
      `store: { driver: sqlite, file: log.db }\n  collector: { url: '${collector.url}', token: ASSAY_LOG_TOKEN }`,
    );
    const env = { ASSAY_LOG_TOKEN: LAMBDA.token, NODE_EXTRA_CA_CERTS: join(folder, 'tls.crt') };
    const arn = await deploy(emulator, { name: 'posts', project, folder, env });
    await attach(emulator, pool, arn, 'V3_0');
    expect((await signIn(emulator, pool.web, pool.reader, ['openid'])).status).toBe(200);
    const { out } = await assay([
      'log',
      'query',
      '--log',
      `dynamodb:${table}@${REGION}`,
      '--subject',
      pool.reader.sub,
      '--csv',
    ]);
    const [, row = ''] = out.split('\r\n');
    expect(row.split(',').slice(-2)[0]).toMatch(/^cognito-pre-token-generation\.[0-9a-f]{12}$/);
  });

  test('an Action whose collector does not take its record issues no token, where the record is required', async () => {
    const { folder } = stage;
    const event = JSON.parse(readFileSync(join(folder, 'login.json'), 'utf8')) as object; // sound: written above
    const eventFile = join(folder, 'wrong.json');
    writeFileSync(eventFile, JSON.stringify({ ...event, secrets: { ASSAY_LOG_TOKEN: 'wrong' } }));
    const ran = await runAssay(
      ['decide', '--idp', 'auth0', '--artefact', join(folder, 'action'), '--event', eventFile, '--json'],
      ROOT,
      { NODE_EXTRA_CA_CERTS: join(folder, 'tls.crt') },
    );
    const report = JSON.parse(ran.out) as { readonly outcome: string; readonly console?: unknown }; // sound: as above
    expect({ code: ran.code, outcome: report.outcome, hasToken: ran.out.includes('"wrong"') }).toEqual({
      code: 1,
      outcome: 'deny',
      hasToken: false,
    });
  });
});
