// SPDX-License-Identifier: Apache-2.0
import { tableDefinition, type KeyDefinition } from '../definition.ts';
import { indented, singleQuoted } from './lay-out.ts';
import { tableName, type LogTableOptions } from './options.ts';
import { ROLES, type Role, type RoleStatement } from './roles.ts';

/** The CDK construct: a TypeScript file that needs `aws-cdk-lib` and `constructs` only. Pure. */
export function tableConstruct(options: LogTableOptions): string {
  const { key, indexes, ttl } = tableDefinition();
  return `// Written by Assay for the log of the project \`${options.name}\`.
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface AssayLogTableProps {
  /** ${tableName(options)}, unless said otherwise. */
  readonly tableName?: string;
  /** Whether the table refuses to be deleted: it does, unless said otherwise. */
  readonly deletionProtection?: boolean;
}

/** The table of a decision log, and who may do what with it: attach a policy to a role with \`role.addManagedPolicy\`. */
export class AssayLogTable extends Construct {
  readonly table: Table;
${indented(
  2,
  ROLES.flatMap(({ name, says }) => [`/** ${says}. */`, `readonly ${name.toLowerCase()}Policy: ManagedPolicy;`]),
)}

  constructor(scope: Construct, id: string, props: AssayLogTableProps = {}) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: props.tableName ?? ${singleQuoted(tableName(options))},
${indented(6, keyOf(key))}
      billingMode: BillingMode.PAY_PER_REQUEST,
      deletionProtection: props.deletionProtection ?? true,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      timeToLiveAttribute: ${singleQuoted(ttl)}, // only what was written with a number of days has one
      removalPolicy: RemovalPolicy.RETAIN, // what was decided stays when the stack is deleted
    });
${indented(
  4,
  indexes.flatMap(({ name, projection, ...index }) => [
    'this.table.addGlobalSecondaryIndex({',
    `  indexName: ${singleQuoted(name)},`,
    ...keyOf(index).map((line) => `  ${line}`),
    `  projectionType: ProjectionType.${projection},`,
    '});',
  ]),
)}
    const { tableArn } = this.table;
${indented(4, ROLES.flatMap(policyOf))}
  }
}
`;
}

const keyOf = ({ partition, sort }: KeyDefinition): readonly string[] => [
  `partitionKey: { name: ${singleQuoted(partition)}, type: AttributeType.STRING },`,
  `sortKey: { name: ${singleQuoted(sort)}, type: AttributeType.STRING },`,
];

const policyOf = ({ name, says, statements }: Role): readonly string[] => [
  `this.${name.toLowerCase()}Policy = new ManagedPolicy(this, '${name}Policy', {`,
  `  description: ${singleQuoted(says)},`,
  '  statements: [',
  ...statements.flatMap(statementOf).map((line) => `    ${line}`),
  '  ],',
  '});',
];

const statementOf = ({ sid, actions, indexes, partitions }: RoleStatement): readonly string[] => [
  'new PolicyStatement({',
  `  sid: ${singleQuoted(sid)},`,
  `  actions: [${actions.map((action) => singleQuoted(`dynamodb:${action}`)).join(', ')}],`,
  `  resources: [${['tableArn', ...indexes.map((index) => `\`\${tableArn}/index/${index}\``)].join(', ')}],`,
  ...(partitions === undefined
    ? []
    : [
        `  conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [${partitions.map(singleQuoted).join(', ')}] } },`,
      ]),
  '}),',
];
