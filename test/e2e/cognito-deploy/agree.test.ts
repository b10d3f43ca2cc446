// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CognitoFilesOptions } from '@assay/cognito/deploy';
import { parse } from '@cdktf/hcl2json';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { synthesise } from './cdk-app.ts';
import type { Deployed } from './deployed.ts';
import { DIGEST, FULL, PLAIN, writeFolder } from './folders.ts';
import { fromCloudFormation } from './from-cloudformation.ts';
import { fromTerraform } from './from-terraform.ts';
import { POOL_ARN, TOPIC_ARN } from './given.ts';
import { parseTemplate, resolveTemplate } from './resolve-template.ts';

const part = installNpmPart(PARTS.cdk);
if (!part.ok) process.stderr.write(`the end-to-end test of what is deployed is skipped for the CDK: it ${part.why}\n`);

const table = (name: string, region = '<AWS::Region>'): string =>
  `arn:<AWS::Partition>:dynamodb:${region}:<AWS::AccountId>:table/${name}`;
const ofLambda = (name: string, stat: string): unknown => ({
  metric: ['AWS/Lambda', name],
  dimensions: { FunctionName: '<Function>' },
  stat,
  period: 300,
});
const ofRecords = (name: string): unknown => ({
  metric: ['Assay/<name>', name],
  dimensions: {},
  stat: 'Sum',
  period: 300,
});
const WRITE_LOG = {
  sid: 'WriteLog',
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: ['<Records>:*'],
  partitions: undefined,
};
const ALARM = { comparison: 'GreaterThanThreshold', missing: 'notBreaching', tells: [TOPIC_ARN] };

/** All that is deployed of an artefact without needs. */
const PLAINLY: Deployed = {
  resources: {
    'AWS::CloudWatch::Alarm': 5,
    'AWS::IAM::Role': 1,
    'AWS::Lambda::Function': 1,
    'AWS::Lambda::Permission': 1,
    'AWS::Logs::LogGroup': 1,
    'AWS::Logs::MetricFilter': 3,
  },
  function: {
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    timeout: 5,
    memory: 512,
    description: `Assay at pre token generation, policy ${DIGEST}`,
    role: '<Role.Arn>',
    reserved: undefined,
    logging: { format: 'Text', group: '<Records>' },
    tags: { 'assay:policy-digest': DIGEST },
  },
  environment: [],
  assumedBy: { action: 'sts:AssumeRole', service: 'lambda.amazonaws.com' },
  statements: [WRITE_LOG],
  permission: {
    action: 'lambda:InvokeFunction',
    principal: 'cognito-idp.amazonaws.com',
    function: '<Function>',
    source: POOL_ARN,
    account: '<AWS::AccountId>',
  },
  records: { days: 90, stays: true },
  counts: {
    Denials: {
      group: '<Records>',
      pattern: '{ $.outcome = "deny" }',
      metric: ['Assay/<name>', 'Denials'],
      value: 1,
      otherwise: 0,
    },
    Refusals: {
      group: '<Records>',
      pattern: '{ ($.effect = "refused") && ($.error != "server_error") }',
      metric: ['Assay/<name>', 'Refusals'],
      value: 1,
      otherwise: 0,
    },
    Spills: {
      group: '<Records>',
      pattern: '{ $.spilled.version = * }',
      metric: ['Assay/<name>', 'Spills'],
      value: 1,
      otherwise: 0,
    },
  },
  alarms: {
    DenialRateAlarm: {
      ...ALARM,
      says: expect.stringContaining('a quarter'),
      expression: 'IF(invocations >= 20, 100 * FILL(denials, 0) / invocations, 0)',
      measures: { denials: ofRecords('Denials'), invocations: ofLambda('Invocations', 'Sum') },
      threshold: 25,
      datapoints: [2, 2],
    },
    UnexpectedErrorsAlarm: {
      ...ALARM,
      says: expect.stringContaining('A denial is an error to Lambda too, and is taken off'),
      expression: 'errors - FILL(refusals, 0)',
      measures: { errors: ofLambda('Errors', 'Sum'), refusals: ofRecords('Refusals') },
      threshold: 0,
      datapoints: [2, 3],
    },
    SpilledRecordsAlarm: {
      ...ALARM,
      says: expect.stringContaining('and nowhere else'),
      expression: undefined,
      measures: { only: ofRecords('Spills') },
      threshold: 0,
      datapoints: [1, 1],
    },
    SlowAnswersAlarm: {
      ...ALARM,
      says: expect.stringContaining('longer than 4 seconds'),
      expression: undefined,
      measures: { only: ofLambda('Duration', 'p99') },
      threshold: 4000,
      datapoints: [2, 2],
    },
    ThrottlesAlarm: {
      ...ALARM,
      says: expect.stringContaining('turned calls away'),
      expression: undefined,
      measures: { only: ofLambda('Throttles', 'Sum') },
      threshold: 0,
      datapoints: [1, 1],
    },
  },
};

/** Of one with tables and secrets: no more than that beyond. */
const FULLY: Deployed = {
  ...PLAINLY,
  environment: ['CRM_KEY', 'STAFF_API_KEY'],
  statements: [
    WRITE_LOG,
    {
      sid: 'ReadTables',
      actions: ['dynamodb:GetItem'],
      resources: [table('accounts', 'eu-central-1'), table('staff')],
      partitions: undefined,
    },
    {
      sid: 'ReadLogTable',
      actions: ['dynamodb:GetItem'],
      resources: [table('assay-log')],
      partitions: ['E#*', 'SHAPE'],
    },
    {
      sid: 'WriteTables',
      actions: ['dynamodb:PutItem'],
      resources: [table('accounts', 'eu-central-1'), table('decisions')],
      partitions: undefined,
    },
    {
      sid: 'WriteLogTable',
      actions: ['dynamodb:PutItem'],
      resources: [table('assay-log')],
      partitions: ['E#*', 'SHAPE'],
    },
  ],
};

const ARTEFACTS: readonly (readonly [title: string, options: CognitoFilesOptions, want: Deployed, secrets: string])[] =
  [
    ['no needs', PLAIN, PLAINLY, ''],
    [
      'tables and secrets',
      FULL,
      FULLY,
      `secrets: { CRM_KEY: SecretValue.secretsManager('crm'), STAFF_API_KEY: SecretValue.secretsManager('staff') },`,
    ],
  ];

describe('what is deployed is the same', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-e2e-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [title, options, want] of ARTEFACTS) {
    it(`by the SAM template: ${title}`, () => {
      writeFolder(folder, options);
      const template = parseTemplate(readFileSync(join(folder, 'template.yaml'), 'utf8'));
      const given = {
        UserPoolArn: POOL_ARN,
        AlarmTopicArn: TOPIC_ARN,
        SecretCrmKey: 'x',
        SecretStaffApiKey: 'y',
      };

      expect(fromCloudFormation(resolveTemplate(template, given))).toEqual(want);
    });

    it(`by the Terraform module: ${title}`, async () => {
      writeFolder(folder, options);
      const [main, variables] = await Promise.all(
        ['main.tf', 'variables.tf'].map((name) => parse(name, readFileSync(join(folder, 'terraform', name), 'utf8'))),
      );

      const deployed = fromTerraform({ main, variables }, { user_pool_arn: POOL_ARN, alarm_topic_arn: TOPIC_ARN });

      expect(deployed).toEqual(want);
    });
  }

  (part.ok ? describe : describe.skip)('with what the CDK makes of it', () => {
    for (const [title, options, want, secrets] of ARTEFACTS)
      it(`by the CDK construct: ${title}`, () => {
        const modules = part.ok ? part.modules : '';

        const { template } = synthesise({ options, props: secrets }, folder, modules);

        expect(fromCloudFormation(resolveTemplate(template, {}))).toEqual(want);
      });
  });
});
