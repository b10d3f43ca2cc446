// SPDX-License-Identifier: Apache-2.0
import { ALARMS, PERIOD_SECONDS, RECORD_COUNTS, type Alarm, type Measure } from './alarms.ts';
import { CALLER, DIGEST_TAG, FUNCTION, LAMBDA_VERSIONS, LOG_STATEMENT, RETENTION_DAYS } from './facts.ts';
import { indented, quoted } from './lay-out.ts';
import type { CognitoFilesOptions } from './options.ts';
import { secretParameters, type SecretParameter } from './secret-parameters.ts';
import { tableStatements, type TableStatement } from './tables.ts';

/** The SAM template: the function and all that belongs to it; without a user pool's ARN, also a pool to try it with. Pure. */
export function samTemplate(options: CognitoFilesOptions): string {
  const secrets = secretParameters(options.secrets);
  const version = LAMBDA_VERSIONS[options.eventVersion];
  return `# Written by \`assay build\` for the project \`${options.name}\`: edit the project, not this file. README.md says how to deploy it.
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Description: Assay decides what the tokens of a user pool hold.

Parameters:
  UserPoolArn:
    Type: String
    Default: ''
    AllowedPattern: '^(arn:[a-z-]+:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/[A-Za-z0-9_-]+)?$'
    Description: The user pool whose tokens are decided on. Empty makes a new one, for trying out.
  Runtime:
    Type: String
    Default: ${FUNCTION.runtimes[0]}
    AllowedValues: [${FUNCTION.runtimes.join(', ')}]
  MemorySize:
    Type: Number
    Default: ${options.memoryMb ?? FUNCTION.memoryMb}
    Description: In megabytes; the share of a processor grows with it.
  ReservedConcurrency:
    Type: String
    Default: ''
    AllowedPattern: '^[0-9]*$'
    Description: How many may run at once. Empty reserves nothing.
  RetentionDays:
    Type: Number
    Default: ${RETENTION_DAYS.records}
    AllowedValues: [${RETENTION_DAYS.allowed.join(', ')}]
    Description: How long decision records are kept.
  AlarmTopicArn:
    Type: String
    Default: ''
    Description: The SNS topic that is told of alarms. Empty tells nobody.
${secrets.map(parameterOf).join('')}
Conditions:
  MakesUserPool: !Equals [!Ref UserPoolArn, '']
  ReservesConcurrency: !Not [!Equals [!Ref ReservedConcurrency, '']]
  TellsOfAlarms: !Not [!Equals [!Ref AlarmTopicArn, '']]

Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Description: ${quoted(`Assay at pre token generation, policy ${options.digest}`)}
      CodeUri: function.zip
      Handler: ${FUNCTION.handler}
      Runtime: !Ref Runtime
      Architectures: [${FUNCTION.architecture}]
      Timeout: ${FUNCTION.timeoutSeconds} # seconds, which is how long Cognito waits
      MemorySize: !Ref MemorySize
      ReservedConcurrentExecutions: !If [ReservesConcurrency, !Ref ReservedConcurrency, !Ref AWS::NoValue]
      Role: !GetAtt Role.Arn
      LoggingConfig: { LogFormat: Text, LogGroup: !Ref Records } # a record is a line of JSON already
      Tags: { ${quoted(DIGEST_TAG)}: ${quoted(options.digest)} }
${environmentOf(secrets)}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: assay
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
${statementsOf(tableStatements(options))}

  # Records tell who asked for what: they stay when the stack is deleted.
  Records:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      RetentionInDays: !Ref RetentionDays

  # Attaching a pool that exists is no matter of CloudFormation: README.md says how.
  UserPoolMayInvoke:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Function
      Action: ${CALLER.action}
      Principal: ${CALLER.principal}
      SourceArn: !If [MakesUserPool, !GetAtt TrialUserPool.Arn, !Ref UserPoolArn]
      SourceAccount: !Ref AWS::AccountId

  TrialUserPool:
    Type: AWS::Cognito::UserPool
    Condition: MakesUserPool
    Properties:
      UserPoolTier: ESSENTIALS # versions 2 and 3 of the event need it
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
      LambdaConfig:
        PreTokenGenerationConfig: { LambdaArn: !GetAtt Function.Arn, LambdaVersion: ${version} }

${RECORD_COUNTS.map(
  ({ name, says, pattern }) => `  # Counts ${says}.
  ${name}:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref Records
      FilterPattern: '${pattern}'
      MetricTransformations:
        - { MetricNamespace: ${RECORDS_NAMESPACE}, MetricName: ${name}, MetricValue: '1', DefaultValue: 0 }
`,
).join('\n')}
${ALARMS.map(alarmOf).join('\n')}
Outputs:
  FunctionArn:
    Value: !GetAtt Function.Arn
  LambdaVersion:
    Description: What the user pool's trigger is to send.
    Value: ${version}
  RecordsLogGroup:
    Value: !Ref Records
  TrialUserPoolId:
    Condition: MakesUserPool
    Value: !Ref TrialUserPool
`;
}

const RECORDS_NAMESPACE = "!Sub 'Assay/${AWS::StackName}'";

const parameterOf = ({ variable, parameter }: SecretParameter): string => `  ${parameter}:
    Type: String
    NoEcho: true
    MinLength: 1
    Description: The environment variable ${variable} of the function.
`;

function environmentOf(secrets: readonly SecretParameter[]): string {
  if (secrets.length === 0) return '';
  const variables = secrets.map(({ variable, parameter }) => `${variable}: !Ref ${parameter}`);
  return `${indented(6, ['Environment:', '  Variables:'])}\n${indented(10, variables)}\n`;
}

function statementsOf(tables: readonly TableStatement[]): string {
  const { sid, actions } = LOG_STATEMENT;
  return indented(14, [
    `- Sid: ${sid}`,
    '  Effect: Allow',
    `  Action: [${actions.join(', ')}]`,
    '  Resource: !GetAtt Records.Arn # with `:*` at its end: the streams of this group',
    ...tables.flatMap((statement) => [
      `- Sid: ${statement.sid}`,
      '  Effect: Allow',
      `  Action: ${statement.action}`,
      '  Resource:',
      ...statement.tables.map(
        ({ name, region = '${AWS::Region}' }) =>
          `    - !Sub 'arn:\${AWS::Partition}:dynamodb:${region}:\${AWS::AccountId}:table/${name}'`,
      ),
      ...(statement.partitions === undefined
        ? []
        : [
            '  Condition:',
            '    ForAllValues:StringLike:',
            `      dynamodb:LeadingKeys: [${statement.partitions.map(quoted).join(', ')}]`,
          ]),
    ]),
  ]);
}

function alarmOf(alarm: Alarm): string {
  const lines = [
    `${alarm.name}Alarm:`,
    '  Type: AWS::CloudWatch::Alarm',
    '  Properties:',
    `    AlarmDescription: ${quoted(alarm.says)}`,
    ...(alarm.expression === undefined
      ? Object.values(alarm.measures).flatMap((measure) => [
          ...metricOf(measure).map((line) => `    ${line}`),
          `    ${/^p\d/.test(measure.stat) ? 'ExtendedStatistic' : 'Statistic'}: ${measure.stat}`,
          `    Period: ${PERIOD_SECONDS}`,
        ])
      : [
          '    Metrics:',
          `      - { Id: result, Expression: ${quoted(alarm.expression)}, ReturnData: true }`,
          ...Object.entries(alarm.measures).flatMap(([id, measure]) => [
            `      - Id: ${id}`,
            '        ReturnData: false',
            '        MetricStat:',
            `          Stat: ${measure.stat}`,
            `          Period: ${PERIOD_SECONDS}`,
            '          Metric:',
            ...metricOf(measure).map((line) => `            ${line}`),
          ]),
        ]),
    '    ComparisonOperator: GreaterThanThreshold',
    `    Threshold: ${alarm.threshold}`,
    `    DatapointsToAlarm: ${alarm.datapoints}`,
    `    EvaluationPeriods: ${alarm.periods}`,
    '    TreatMissingData: notBreaching',
    '    AlarmActions: !If [TellsOfAlarms, [!Ref AlarmTopicArn], !Ref AWS::NoValue]',
  ];
  return `${indented(2, lines)}\n`;
}

const metricOf = ({ from, name }: Measure): readonly string[] =>
  from === 'records'
    ? [`Namespace: ${RECORDS_NAMESPACE}`, `MetricName: ${name}`]
    : [
        'Namespace: AWS/Lambda',
        `MetricName: ${name}`,
        'Dimensions:',
        '  - { Name: FunctionName, Value: !Ref Function }',
      ];
