// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { own } from '@assay/core/model';
import { PARTS } from '../parts.ts';
import { installPythonPart } from '../python-part.ts';
import { PLAIN, writeFolder } from './folders.ts';
import { findCommand, run } from './run.ts';

const part = installPythonPart(PARTS.samCli);
if (!part.ok) process.stderr.write(`the end-to-end test of attaching by hand is skipped: it ${part.why}\n`);
const isReady = part.ok && findCommand('jq', ['--version'], 'the end-to-end test of attaching by hand');

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:assay';

/** AWS's own description of the API comes with the part: it checks what it is given as the AWS command line would, before anything is sent. */
const VALIDATE = `
import json, sys, botocore.session, botocore.validate
model = botocore.session.get_session().get_service_model('cognito-idp')
request = model.operation_model('UpdateUserPool').input_shape
described = model.operation_model('DescribeUserPool').output_shape.members['UserPool']
given = json.load(sys.stdin)
print(json.dumps({
  'problems': [botocore.validate.ParamValidator().validate(pool, request).generate_report() for pool in given],
  'told': sorted(described.members),
  'taken': sorted(request.members),
}))
`;

/** What a pool in use has, with what only a description tells. */
const DESCRIBED = {
  Id: 'eu-west-1_Example',
  Name: 'customers',
  Arn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Example',
  Policies: { PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 3 } },
  DeletionProtection: 'ACTIVE',
  LambdaConfig: {
    PostConfirmation: 'arn:aws:lambda:eu-west-1:123456789012:function:welcome',
    PreTokenGeneration: 'arn:aws:lambda:eu-west-1:123456789012:function:older',
    PreTokenGenerationConfig: {
      LambdaArn: 'arn:aws:lambda:eu-west-1:123456789012:function:older',
      LambdaVersion: 'V1_0',
    },
  },
  LastModifiedDate: '2026-01-01T00:00:00+00:00',
  CreationDate: '2026-01-01T00:00:00+00:00',
  SchemaAttributes: [{ Name: 'sub', AttributeDataType: 'String' }],
  AutoVerifiedAttributes: ['email'],
  UsernameAttributes: ['email'],
  MfaConfiguration: 'OPTIONAL',
  EstimatedNumberOfUsers: 12,
  EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 3 },
  UserPoolTags: { team: 'identity' },
  Domain: 'customers',
  UserPoolTier: 'ESSENTIALS',
};

(isReady ? describe : describe.skip)('attaching by hand, as README.md says', () => {
  let folder: string;
  let commands: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
    writeFolder(folder, PLAIN);
    const jq = readFileSync(join(folder, 'README.md'), 'utf8').match(/^jq .*$/gm) ?? [];
    commands = `set -e; FUNCTION_ARN=${FUNCTION_ARN}\n${jq.join('\n')}`;
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function attach(described: object): { readonly before: unknown; readonly after: unknown } {
    writeFileSync(join(folder, 'described.json'), JSON.stringify(described));
    const { code, said } = run('sh', ['-c', commands], folder);
    if (code !== 0) throw new Error(said);
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return { before: read('before.json'), after: read('after.json') };
  }

  function validate(...pools: readonly unknown[]): unknown {
    const { code, out, said } = run(part.ok ? part.python : '', ['-c', VALIDATE], folder, {
      input: JSON.stringify(pools),
    });
    if (code !== 0) throw new Error(said);
    return JSON.parse(out);
  }

  it('keeps every setting of the pool, and changes the trigger only', () => {
    const { before, after } = attach(DESCRIBED);

    const kept = {
      UserPoolId: 'eu-west-1_Example',
      PoolName: 'customers',
      Policies: DESCRIBED.Policies,
      DeletionProtection: 'ACTIVE',
      LambdaConfig: DESCRIBED.LambdaConfig,
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      EmailConfiguration: DESCRIBED.EmailConfiguration,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserPoolTags: { team: 'identity' },
      UserPoolTier: 'ESSENTIALS',
    };
    expect({ before, after, problems: own(validate(before, after), 'problems') }).toEqual({
      before: kept,
      after: {
        ...kept,
        LambdaConfig: {
          PostConfirmation: DESCRIBED.LambdaConfig.PostConfirmation,
          PreTokenGenerationConfig: { LambdaArn: FUNCTION_ARN, LambdaVersion: 'V3_0' },
        },
      },
      problems: ['', ''],
    });
  });

  it('works for a pool that has no trigger yet', () => {
    const { before, after } = attach({ Id: 'eu-west-1_Example', Name: 'new' });

    expect({ before, after, problems: own(validate(before, after), 'problems') }).toEqual({
      before: { UserPoolId: 'eu-west-1_Example', PoolName: 'new' },
      after: {
        UserPoolId: 'eu-west-1_Example',
        PoolName: 'new',
        LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: FUNCTION_ARN, LambdaVersion: 'V3_0' } },
      },
      problems: ['', ''],
    });
  });

  it('keeps how long a temporary password lives, wherever the pool says it', () => {
    const { before } = attach({ ...DESCRIBED, Policies: { PasswordPolicy: { MinimumLength: 12 } } });

    expect(own(before, 'AdminCreateUserConfig')).toEqual(DESCRIBED.AdminCreateUserConfig);
  });

  it('leaves out exactly what AWS tells of a pool and does not take back', () => {
    const { told, taken, problems } = fieldsOfApi(validate(DESCRIBED));
    const everything = Object.fromEntries(told.map((name) => [name, {}]));

    const passedOn = Object.keys(attach({ ...everything, Id: 'i', Name: 'n' }).before ?? {});

    expect({ passedOn: passedOn.toSorted(), problems }).toEqual({
      passedOn: taken,
      problems: [expect.stringContaining('Unknown parameter in input: "Id"')], // a description is no request
    });
  });
});

function fieldsOfApi(answer: unknown): {
  readonly told: readonly string[];
  readonly taken: readonly string[];
  readonly problems: unknown;
} {
  const [told, taken] = [own(answer, 'told'), own(answer, 'taken')];
  if (!Array.isArray(told) || !Array.isArray(taken)) throw new Error('expected lists of names');
  return { told: told.map(String), taken: taken.map(String), problems: own(answer, 'problems') };
}
