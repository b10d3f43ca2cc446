// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { compile, findingsOf, synthesise, type App } from './cdk-app.ts';
import { FULL, PLAIN } from './folders.ts';
import { fromCloudFormation } from './from-cloudformation.ts';
import { resolveTemplate } from './resolve-template.ts';

const part = installNpmPart(PARTS.cdk);
if (!part.ok) process.stderr.write(`the end-to-end test of the CDK construct is skipped: it ${part.why}\n`);

(part.ok ? describe : describe.skip)('the CDK construct', () => {
  let root: string;
  const modules = part.ok ? part.modules : '';
  const synth = (app: App): ReturnType<typeof synthesise> => synthesise(app, root, modules);

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  });

  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('compiles under settings stricter than those of most apps', () => {
    const { code, said } = compile({ options: PLAIN }, root, modules);

    expect({ code, said }).toEqual({ code: 0, said: '' });
  });

  it('does not compile where a secret is not given', () => {
    const { code, said } = compile(
      { options: FULL, props: `secrets: { CRM_KEY: SecretValue.secretsManager('crm') },` },
      root,
      modules,
    );

    expect({ failed: code !== 0, errors: said.match(/TS\d+: Property '\w+' is missing/g) }).toEqual({
      failed: true,
      errors: ["TS2741: Property 'STAFF_API_KEY' is missing"],
    });
  });

  it('attaches a pool that is made in the same stack, and lets nobody else call', () => {
    const { template } = synth({
      options: { ...PLAIN, eventVersion: 2 },
      userPool: `new cognito.UserPool(stack, 'Pool', { featurePlan: cognito.FeaturePlan.ESSENTIALS })`,
      more: `Validations.of(stack).acknowledge(
        { id: 'AwsSolutions::AwsSolutions-COG1', reason: 'the pool is not what is tested' },
        { id: 'AwsSolutions::AwsSolutions-COG2', reason: 'the pool is not what is tested' },
        { id: 'AwsSolutions::AwsSolutions-COG8', reason: 'the pool is not what is tested' },
      );`,
    });
    const resources = [...resolveTemplate(template, {})].map(([, { type, properties }]) => ({ type, properties }));
    const pool = resources.find(({ type }) => type === 'AWS::Cognito::UserPool')?.properties;
    const permissions = resources.filter(({ type }) => type === 'AWS::Lambda::Permission');

    expect({ pool, permissions }).toEqual({
      pool: expect.objectContaining({
        LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: '<Function.Arn>', LambdaVersion: 'V2_0' } },
      }),
      permissions: [
        {
          type: 'AWS::Lambda::Permission',
          properties: {
            Action: 'lambda:InvokeFunction',
            FunctionName: '<Function.Arn>',
            Principal: 'cognito-idp.amazonaws.com',
            SourceArn: expect.stringMatching(/^<Pool[0-9A-F]{8}\.Arn>$/),
          },
        },
      ],
    });
  });

  it('is what the operator says in size, runtime, retention and reserved concurrency', () => {
    const { template } = synth({
      options: PLAIN,
      props: `runtime: lambda.Runtime.NODEJS_22_X, memorySize: 1024, reservedConcurrentExecutions: 7, retention: 30,`,
      // of the older of the two runtimes, cdk-nag says that there is a newer one
      more: `Validations.of(stack).acknowledge({ id: 'AwsSolutions::AwsSolutions-L1', reason: 'chosen for the test' });`,
    });
    const { function: deployed, records } = fromCloudFormation(resolveTemplate(template, {}));

    expect({ deployed, records }).toEqual({
      deployed: expect.objectContaining({ runtime: 'nodejs22.x', memory: 1024, reserved: 7 }),
      records: { days: 30, stays: true },
    });
  });

  it('has nothing cdk-nag finds', () => {
    const { code, said } = synth({
      options: FULL,
      props: `secrets: { CRM_KEY: SecretValue.secretsManager('crm'), STAFF_API_KEY: SecretValue.secretsManager('staff') },`,
    });

    expect({ code, findings: findingsOf(said) }).toEqual({ code: 0, findings: [] });
  });

  it('has what cdk-nag finds, where an app gives the function more than it needs', () => {
    const { code, said } = synth({
      options: PLAIN,
      more: `assay.function.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] }));`,
    });

    expect({ failed: code !== 0, findings: findingsOf(said) }).toEqual({
      failed: true,
      findings: ["AwsSolutions-IAM5[Action::dynamodb:*]'", "AwsSolutions-IAM5[Resource::*]'"],
    });
  });
});
