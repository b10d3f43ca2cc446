// SPDX-License-Identifier: Apache-2.0
import { tableDefinition, type KeyDefinition } from '../definition.ts';
import { indented, quoted } from './lay-out.ts';
import { tableName, type LogTableOptions } from './options.ts';
import { ROLES, type Role, type RoleStatement } from './roles.ts';

/** The CloudFormation template, which SAM takes as well: the table and a policy for each role. Pure. */
export function tableTemplate(options: LogTableOptions): string {
  const { key, indexes, ttl } = tableDefinition();
  const attributes = [...new Set([key, ...indexes].flatMap(({ partition, sort }) => [partition, sort]))];
  return `# Written by Assay for the log of the project \`${options.name}\`.
AWSTemplateFormatVersion: '2010-09-09'
Description: The table of a decision log of Assay, and who may do what with it.

Parameters:
  TableName:
    Type: String
    Default: ${quoted(tableName(options))}
    AllowedPattern: '^[A-Za-z0-9_.-]{3,255}$'
  DeletionProtection:
    Type: String
    Default: 'true'
    AllowedValues: ['true', 'false']
    Description: Whether the table refuses to be deleted.

Resources:
  # What was decided stays when the stack is deleted.
  Table:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      TableName: !Ref TableName
      BillingMode: PAY_PER_REQUEST
      DeletionProtectionEnabled: !Ref DeletionProtection
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
      SSESpecification: { SSEEnabled: true }
      TimeToLiveSpecification: { AttributeName: ${ttl}, Enabled: true } # only what was written with a number of days has one
      AttributeDefinitions:
${indented(
  8,
  attributes.map((name) => `- { AttributeName: ${name}, AttributeType: S }`),
)}
      KeySchema:
${indented(8, schemaOf(key))}
      GlobalSecondaryIndexes:
${indented(
  8,
  indexes.flatMap(({ name, projection, ...index }) => [
    `- IndexName: ${name}`,
    `  Projection: { ProjectionType: ${projection} }`,
    '  KeySchema:',
    ...schemaOf(index).map((line) => `    ${line}`),
  ]),
)}

${ROLES.map(policyOf).join('\n')}
Outputs:
  TableName:
    Value: !Ref Table
  TableArn:
    Value: !GetAtt Table.Arn
${ROLES.map(({ name }) => `  ${name}PolicyArn:\n    Value: !Ref ${name}Policy\n`).join('')}`;
}

const schemaOf = ({ partition, sort }: KeyDefinition): readonly string[] => [
  `- { AttributeName: ${partition}, KeyType: HASH }`,
  `- { AttributeName: ${sort}, KeyType: RANGE }`,
];

const policyOf = ({ name, says, statements }: Role): string => `  ${name}Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Description: ${quoted(says)}
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
${indented(10, statements.flatMap(statementOf))}
`;

const statementOf = ({ sid, actions, indexes, partitions }: RoleStatement): readonly string[] => [
  `- Sid: ${sid}`,
  '  Effect: Allow',
  `  Action: [${actions.map((action) => `dynamodb:${action}`).join(', ')}]`,
  '  Resource:',
  '    - !GetAtt Table.Arn',
  ...indexes.map((index) => `    - !Sub '\${Table.Arn}/index/${index}'`),
  ...(partitions === undefined
    ? []
    : [
        '  Condition:',
        '    ForAllValues:StringLike:',
        `      dynamodb:LeadingKeys: [${partitions.map(quoted).join(', ')}]`,
      ]),
];
