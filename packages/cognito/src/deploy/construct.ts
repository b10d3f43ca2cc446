// SPDX-License-Identifier: Apache-2.0
import { ALARMS, PERIOD_SECONDS, RECORD_COUNTS, type Alarm, type Measure, type RecordCount } from './alarms.ts';
import { CALLER, DIGEST_TAG, FUNCTION, LAMBDA_VERSIONS, LOG_STATEMENT, RETENTION_DAYS } from './facts.ts';
import { indented, singleQuoted } from './lay-out.ts';
import type { CognitoFilesOptions } from './options.ts';
import { inOrder, tableStatements, type TableStatement } from './tables.ts';

/** The CDK construct: a TypeScript file that needs `aws-cdk-lib` and `constructs` only. Pure. */
export function cdkConstruct(options: CognitoFilesOptions): string {
  const statements = tableStatements(options);
  const secrets = inOrder(options.secrets);
  return `// Written by \`assay build\` for the project \`${options.name}\`: edit the project, not this file.
import { ${['Duration', 'RemovalPolicy', ...(secrets.length > 0 ? ['type SecretValue'] : []), 'Stack', 'Tags'].join(', ')} } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type IUserPool, LambdaVersion, UserPool, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface AssayPreTokenGenerationProps {
  /**
   * The user pool whose tokens are decided on. One that is made in the same stack is attached. One that is imported may call the function, and
   * is attached as README.md says: CloudFormation does not change what it did not make.
   */
  readonly userPool: IUserPool;
  /** The path of \`function.zip\`. */
  readonly functionZip: string;
${secretsProperty(secrets)}  /** ${runtimeOf(FUNCTION.runtimes[0])}, unless it is ${runtimeOf(FUNCTION.runtimes[1])}. */
  readonly runtime?: Runtime;
  /** In megabytes: ${options.memoryMb ?? FUNCTION.memoryMb}, unless said otherwise. */
  readonly memorySize?: number;
  /** How many may run at once; nothing is reserved, unless said otherwise. */
  readonly reservedConcurrentExecutions?: number;
  /** How long decision records are kept: ${RETENTION_DAYS.records} days, unless said otherwise. */
  readonly retention?: RetentionDays;
  /** Is told of alarms. */
  readonly alarmTopic?: ITopic;
}

/** The Lambda that decides what the tokens of a user pool hold, and all that belongs to it. */
export class AssayPreTokenGeneration extends Construct {
  readonly function: LambdaFunction;
  /** One decision record a line. */
  readonly records: LogGroup;
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: AssayPreTokenGenerationProps) {
    super(scope, id);
    // Records tell who asked for what: they stay when the stack is deleted.
    this.records = new LogGroup(this, 'Records', {
      retention: props.retention ?? ${RETENTION_DAYS.records},
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        assay: new PolicyDocument({
          statements: [
${indented(12, statementsOf(statements))}
          ],
        }),
      },
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: ${singleQuoted(`Assay at pre token generation, policy ${options.digest}`)},
      code: Code.fromAsset(props.functionZip),
      handler: ${singleQuoted(FUNCTION.handler)},
      runtime: props.runtime ?? ${runtimeOf(FUNCTION.runtimes[0])},
      architecture: Architecture.${FUNCTION.architecture.replace(/(\d+)$/, '_$1').toUpperCase()},
      timeout: Duration.seconds(${FUNCTION.timeoutSeconds}), // which is how long Cognito waits
      memorySize: props.memorySize ?? ${options.memoryMb ?? FUNCTION.memoryMb},
      ...(props.reservedConcurrentExecutions !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      }),
      role,
      logGroup: this.records,
      loggingFormat: LoggingFormat.TEXT, // a record is a line of JSON already
${environmentOf(secrets)}    });
    Tags.of(this.function).add(${singleQuoted(DIGEST_TAG)}, ${singleQuoted(options.digest)});

    const { userPool } = props;
    if (userPool instanceof UserPool)
      userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.function, LambdaVersion.${LAMBDA_VERSIONS[options.eventVersion]});
    else
      this.function.addPermission('UserPoolMayInvoke', {
        action: ${singleQuoted(CALLER.action)},
        principal: new ServicePrincipal(${singleQuoted(CALLER.principal)}),
        sourceArn: userPool.userPoolArn,
        sourceAccount: Stack.of(this).account,
      });

    const metricNamespace = \`Assay/\${this.node.path}\`;
    const period = Duration.seconds(${PERIOD_SECONDS});
    const count = (metricName: string, pattern: string): Metric =>
      new MetricFilter(this, metricName, {
        logGroup: this.records,
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace,
        metricName,
        metricValue: '1',
        defaultValue: 0,
      }).metric({ statistic: 'Sum', period });
    const lambda = (metricName: string, statistic: string): Metric => this.function.metric(metricName, { statistic, period });
    const above = (name: string, alarmDescription: string, metric: IMetric, threshold: number, [datapointsToAlarm, evaluationPeriods]: readonly [number, number]): Alarm =>
      new Alarm(this, name, {
        alarmDescription,
        metric,
        threshold,
        datapointsToAlarm,
        evaluationPeriods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
${indented(4, RECORD_COUNTS.flatMap(countOf))}
    this.alarms = [
${indented(6, ALARMS.flatMap(alarmOf))}
    ];
    if (props.alarmTopic !== undefined)
      for (const alarm of this.alarms) alarm.addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
`;
}

/** `nodejs24.x` as the CDK spells it. */
const runtimeOf = (runtime: string): string => `Runtime.${runtime.replace(/^nodejs(\d+)\.x$/, 'NODEJS_$1_X')}`;

function secretsProperty(secrets: readonly string[]): string {
  if (secrets.length === 0) return '';
  return `${indented(2, [
    '/** Environment variables of the function. Take them from Secrets Manager (`SecretValue.secretsManager`): text stays in the template. */',
    'readonly secrets: {',
    ...secrets.map((name) => `  readonly ${name}: SecretValue;`),
    '};',
  ])}\n`;
}

function environmentOf(secrets: readonly string[]): string {
  if (secrets.length === 0) return '';
  const lines = secrets.map((name) => `  ${name}: props.secrets.${name}.unsafeUnwrap(),`);
  return `${indented(6, ['environment: {', ...lines, '},'])}\n`;
}

function statementsOf(tables: readonly TableStatement[]): readonly string[] {
  const { sid, actions } = LOG_STATEMENT;
  return [
    'new PolicyStatement({',
    `  sid: ${singleQuoted(sid)},`,
    `  actions: [${actions.map(singleQuoted).join(', ')}],`,
    '  resources: [this.records.logGroupArn], // with `:*` at its end: the streams of this group',
    '}),',
    ...tables.flatMap(({ sid: tableSid, action, tables: used, partitions }) => [
      'new PolicyStatement({',
      `  sid: ${singleQuoted(tableSid)},`,
      `  actions: [${singleQuoted(action)}],`,
      '  resources: [',
      ...used.map(({ name, region }) => {
        const where = region === undefined ? '' : `, region: ${singleQuoted(region)}`;
        return `    Stack.of(this).formatArn({ service: 'dynamodb'${where}, resource: 'table', resourceName: ${singleQuoted(name)} }),`;
      }),
      '  ],',
      ...(partitions === undefined
        ? []
        : [
            `  conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [${partitions.map(singleQuoted).join(', ')}] } },`,
          ]),
      '}),',
    ]),
  ];
}

const countOf = ({ name, says, pattern }: RecordCount): readonly string[] => [
  `// ${says}`,
  `const ${name.toLowerCase()} = count(${singleQuoted(name)}, ${singleQuoted(pattern)});`,
];

function alarmOf({ name, says, measures, expression, threshold, datapoints, periods }: Alarm): readonly string[] {
  const metrics = Object.entries(measures).map(([id, measure]) => ({ id, metric: metricOf(measure) }));
  const metric =
    expression === undefined
      ? metrics.map((only) => only.metric)
      : [
          'new MathExpression({',
          `  expression: ${singleQuoted(expression)},`,
          `  usingMetrics: { ${metrics.map(({ id, metric: used }) => `${id}: ${used}`).join(', ')} },`,
          '  period,',
          '})',
        ];
  return [
    'above(',
    `  ${singleQuoted(`${name}Alarm`)},`,
    `  ${singleQuoted(says)},`,
    ...metric.map((line, at) => `  ${line}${at === metric.length - 1 ? ',' : ''}`),
    `  ${threshold},`,
    `  [${datapoints}, ${periods}],`,
    '),',
  ];
}

const metricOf = (measure: Measure): string =>
  measure.from === 'records' ? measure.name.toLowerCase() : `lambda('${measure.name}', '${measure.stat}')`;
