// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import type { CognitoFilesOptions } from '@assay/cognito/deploy';
import { strToU8, zipSync } from 'fflate';
import { decodeJwt } from 'jose';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { startAws, type Aws } from './aws.ts';
import { FULL, writeFolder } from './folders.ts';
import { findCommand, run } from './run.ts';

const [sam, ministack] = [installPythonPart(PARTS.samCli), installPythonPart(PARTS.ministack)];
for (const part of [sam, ministack])
  if (!part.ok) process.stderr.write(`the end-to-end test of deploying with SAM is skipped: it ${part.why}\n`);
const isReady = sam.ok && ministack.ok && findCommand('jq', ['--version'], 'the end-to-end test of deploying with SAM');

const OPTIONS: CognitoFilesOptions = { ...FULL, eventVersion: 3 };

/** Stands for the artefact: that it was called, from this zip and with its secret, shows in the token. */
const HANDLER = `
import { createHash } from 'node:crypto';
export const handler = async (event) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: {
    key_seen: createHash('sha256').update(process.env.CRM_KEY + process.env.STAFF_API_KEY).digest('hex').slice(0, 8),
  } } } },
});
`;
const SECRETS = { SecretCrmKey: 'crm-key-of-the-test', SecretStaffApiKey: 'staff-key-of-the-test' };
const KEY_SEEN = 'ceffb6f3';

/** ministack 1.5.33 makes no alarm of an expression, and says so; AWS does (cfn-lint knows the schema). */
const withoutExpressions = (template: string): string =>
  template.replace(/^ {2}(?:DenialRate|UnexpectedErrors)Alarm:\n(?: {4}.*\n)+\n?/gm, '');

(isReady ? describe : describe.skip)('a pool that was there before the stack of the SAM template', () => {
  let root: string;
  let folder: string;
  let aws: Aws;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    folder = join(root, 'out');
    mkdirSync(folder);
    writeFolder(folder, OPTIONS);
    writeFileSync(join(folder, 'function.zip'), zipSync({ 'index.mjs': strToU8(HANDLER) }));
    const template = readFileSync(join(folder, 'template.yaml'), 'utf8');
    writeFileSync(join(folder, 'template.yaml'), withoutExpressions(template));
    aws = await startAws(ministack.ok ? ministack.command : '', root);
  });

  afterAll(async () => {
    await aws?.stop(); // not there where it did not start
    rmSync(root, { recursive: true, force: true });
  });

  const samCli = (args: readonly string[]): string => {
    const { code, out, said } = run(sam.ok ? sam.command : '', args, folder, { env: aws.env });
    if (code !== 0) throw new Error(`sam ${args[0]}: ${said}`);
    return out;
  };

  /** As README.md says, without questions. Returns the outputs of the stack by name. */
  function deploy(stack: string, parameters: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
    samCli([
      'deploy',
      ...['--template-file', 'template.yaml', '--stack-name', stack, '--capabilities', 'CAPABILITY_IAM'],
      ...['--resolve-s3', '--no-progressbar', '--no-confirm-changeset', '--parameter-overrides'],
      ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`),
    ]);
    const outputs: unknown = JSON.parse(samCli(['list', 'stack-outputs', '--stack-name', stack, '--output', 'json']));
    if (!Array.isArray(outputs)) throw new Error('expected a list of outputs');
    return new Map(outputs.map((output) => [String(own(output, 'OutputKey')), String(own(output, 'OutputValue'))]));
  }

  /** The claims of the access token a user of the pool gets. */
  async function signIn(pool: string): Promise<unknown> {
    const user = { UserPoolId: pool, Username: 'ada' };
    const made = await aws.cognito('CreateUserPoolClient', {
      UserPoolId: pool,
      ClientName: 'orders',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    await aws.cognito('AdminCreateUser', user);
    await aws.cognito('AdminSetUserPassword', { ...user, Password: 'Correct-horse-7', Permanent: true });
    const answer = await aws.cognito('AdminInitiateAuth', {
      UserPoolId: pool,
      ClientId: own(own(made, 'UserPoolClient'), 'ClientId'),
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'Correct-horse-7' },
    });
    return decodeJwt(String(own(own(answer, 'AuthenticationResult'), 'AccessToken')));
  }

  const poolOf = async (pool: string): Promise<unknown> =>
    own(await aws.cognito('DescribeUserPool', { UserPoolId: pool }), 'UserPool');

  it('runs the function with its secrets once it is attached as README.md says, and is as it was once that is rolled back', async () => {
    const created = own(
      await aws.cognito('CreateUserPool', {
        PoolName: 'customers',
        UserPoolTier: 'ESSENTIALS',
        MfaConfiguration: 'OFF',
      }),
      'UserPool',
    );
    const [pool, arn] = [String(own(created, 'Id')), String(own(created, 'Arn'))];
    const outputs = deploy('attached', {
      ...SECRETS,
      UserPoolArn: arn,
      Runtime: 'nodejs22.x',
      ReservedConcurrency: '5',
    });
    const name = (outputs.get('FunctionArn') ?? '').replace(/^.*:/, '');
    const policy: unknown = JSON.parse(String(own(await aws.lambda(`${name}/policy`), 'Policy')));

    const jq = readFileSync(join(folder, 'README.md'), 'utf8').match(/^jq .*$/gm) ?? [];
    const before = await poolOf(pool);
    writeFileSync(join(folder, 'described.json'), JSON.stringify(before));
    const ran = run('sh', ['-ec', `FUNCTION_ARN=${outputs.get('FunctionArn') ?? ''}\n${jq.join('\n')}`], folder);
    const request = (file: string): object => ({ ...JSON.parse(readFileSync(join(folder, file), 'utf8')) });
    await aws.cognito('UpdateUserPool', request('after.json'));
    const attached = await signIn(pool);
    await aws.cognito('UpdateUserPool', request('before.json'));

    expect({
      code: ran.code,
      outputs: [...outputs.keys()].toSorted(),
      callers: own(policy, 'Statement'),
      seen: own(attached, 'key_seen'),
      rolledBack: settingsOf(await poolOf(pool)),
    }).toEqual({
      code: 0,
      outputs: ['FunctionArn', 'LambdaVersion', 'RecordsLogGroup'],
      callers: [
        expect.objectContaining({
          Effect: 'Allow',
          Principal: { Service: 'cognito-idp.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Condition: {
            ArnLike: { 'AWS:SourceArn': arn },
            StringEquals: { 'AWS:SourceAccount': '000000000000' },
          },
        }),
      ],
      seen: KEY_SEEN,
      rolledBack: settingsOf(before),
    });
  });
});

/** Without what updates change: the date, the number of users, and an old name for how long temporary passwords live, which AWS keeps like the new one. */
const CHANGING = ['LastModifiedDate', 'EstimatedNumberOfUsers', 'AdminCreateUserConfig'];
const settingsOf = (pool: unknown): object =>
  Object.fromEntries(Object.entries(pool ?? {}).filter(([name]) => !CHANGING.includes(name)));
