// SPDX-License-Identifier: Apache-2.0
import type { EventVersion } from '../event-version.ts';
import type { TableAccess } from './options.ts';

/** How the function runs, whatever it is deployed with. */
export const FUNCTION = {
  handler: 'index.handler',
  /** The first is the default. */
  runtimes: ['nodejs24.x', 'nodejs22.x'],
  architecture: 'arm64',
  /** How long Cognito waits, in seconds; a function cannot make it wait longer. */
  timeoutSeconds: 5,
  memoryMb: 512,
} as const;

/** What CloudWatch Logs takes as a retention, in days (PutRetentionPolicy); `records` is the default. */
export const RETENTION_DAYS = {
  records: 90,
  allowed: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
} as const;

/** `LambdaVersion` of the trigger, by the version of the event. */
export const LAMBDA_VERSIONS: Readonly<Record<EventVersion, 'V1_0' | 'V2_0' | 'V3_0'>> = {
  1: 'V1_0',
  2: 'V2_0',
  3: 'V3_0',
};

/** Who may call the function, and what for. */
export const CALLER = { principal: 'cognito-idp.amazonaws.com', action: 'lambda:InvokeFunction' } as const;

/** The one action each access to a table takes, and what a statement is called that gives it for a whole table, or for a part of one. */
export const TABLE_ACTIONS: Readonly<
  Record<TableAccess, { readonly sid: string; readonly sidOfPart: string; readonly action: string }>
> = {
  read: { sid: 'ReadTables', sidOfPart: 'ReadLogTable', action: 'dynamodb:GetItem' },
  write: { sid: 'WriteTables', sidOfPart: 'WriteLogTable', action: 'dynamodb:PutItem' },
};

/** What writing to its own log group takes. The group is made with the function, so creating one is not among it. */
export const LOG_STATEMENT = { sid: 'WriteLog', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'] } as const;

/** What AWS's own tags on the function say: which policy runs. */
export const DIGEST_TAG = 'assay:policy-digest';

/**
 * What `DescribeUserPool` tells and `UpdateUserPool` does not take, beside `Id` and `Name`, which it calls otherwise. All else is passed on: a setting
 * that is left out of the call goes back to its default, and one that AWS adds to neither list makes the call fail instead.
 */
export const POOL_FACTS = [
  'AliasAttributes',
  'Arn',
  'CreationDate',
  'CustomDomain',
  'Domain',
  'EmailConfigurationFailure',
  'EstimatedNumberOfUsers',
  'LastModifiedDate',
  'SchemaAttributes',
  'SmsConfigurationFailure',
  'Status',
  'UsernameAttributes',
  'UsernameConfiguration',
] as const;
