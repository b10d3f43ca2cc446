// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import { countsOf, many, only, type Deployed } from './deployed.ts';
import type { Resolved } from './resolve-template.ts';

/** What a resolved template makes. */
export function fromCloudFormation(resources: ReadonlyMap<string, Resolved>): Deployed {
  const all = (pattern: RegExp): readonly (readonly [string, Resolved])[] =>
    [...resources].filter(([, { type }]) => pattern.test(type));
  const the = (pattern: RegExp): unknown => own(only(all(pattern).map(([, resource]) => resource)), 'properties');
  const lambda = the(/::Function$/);
  const role = the(/::Role$/);
  const policy = own(only(many(own(role, 'Policies'))), 'PolicyDocument');
  const trust = only(many(own(own(role, 'AssumeRolePolicyDocument'), 'Statement')));
  const permission = the(/::Permission$/);
  const records = only(all(/::LogGroup$/).map(([, { resource }]) => resource));
  const logging = own(lambda, 'LoggingConfig');
  return {
    // SAM's own type of function becomes Lambda's
    resources: countsOf([...resources.values()].map(({ type }) => type.replace('::Serverless::', '::Lambda::'))),
    function: {
      handler: own(lambda, 'Handler'),
      runtime: own(lambda, 'Runtime'),
      architectures: own(lambda, 'Architectures'),
      timeout: own(lambda, 'Timeout'),
      memory: own(lambda, 'MemorySize'),
      description: own(lambda, 'Description'),
      role: own(lambda, 'Role'),
      reserved: own(lambda, 'ReservedConcurrentExecutions'),
      logging: { format: own(logging, 'LogFormat'), group: own(logging, 'LogGroup') },
      tags: tagsOf(own(lambda, 'Tags')),
    },
    environment: Object.keys(membersOf(own(own(lambda, 'Environment'), 'Variables'))).toSorted(),
    assumedBy: { action: own(trust, 'Action'), service: own(own(trust, 'Principal'), 'Service') },
    statements: many(own(policy, 'Statement')).map((statement) => {
      if (own(statement, 'Effect') !== 'Allow') throw new Error('expected a statement that allows');
      return {
        sid: own(statement, 'Sid'),
        actions: many(own(statement, 'Action')),
        // the ARN CloudFormation has of a log group ends in `:*`
        resources: many(own(statement, 'Resource')).map((arn) => (arn === '<Records.Arn>' ? '<Records>:*' : arn)),
        partitions: own(own(own(statement, 'Condition'), 'ForAllValues:StringLike'), 'dynamodb:LeadingKeys'),
      };
    }),
    permission: {
      action: own(permission, 'Action'),
      principal: own(permission, 'Principal'),
      function: String(own(permission, 'FunctionName')).replace('.Arn>', '>'),
      source: own(permission, 'SourceArn'),
      account: own(permission, 'SourceAccount'),
    },
    records: {
      days: own(the(/::LogGroup$/), 'RetentionInDays'),
      stays: own(records, 'DeletionPolicy') === 'Retain' && own(records, 'UpdateReplacePolicy') === 'Retain',
    },
    counts: Object.fromEntries(all(/::MetricFilter$/).map(([name, { properties }]) => [name, countOf(properties)])),
    alarms: Object.fromEntries(all(/::Alarm$/).map(([name, { properties }]) => [name, alarmOf(properties)])),
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});

const tagsOf = (tags: unknown): unknown =>
  Array.isArray(tags) ? Object.fromEntries(tags.map((tag) => [own(tag, 'Key'), own(tag, 'Value')])) : tags;

/** Namespaces have the name of the stack in them, or of the construct. */
const namespaceOf = (value: unknown): unknown => String(value).replace(/^Assay\/.+$/, 'Assay/<name>');

function countOf(filter: unknown): unknown {
  const to = only(many(own(filter, 'MetricTransformations')));
  return {
    group: own(filter, 'LogGroupName'),
    pattern: own(filter, 'FilterPattern'),
    metric: [namespaceOf(own(to, 'MetricNamespace')), own(to, 'MetricName')],
    value: Number(own(to, 'MetricValue')),
    otherwise: Number(own(to, 'DefaultValue')),
  };
}

function alarmOf(alarm: unknown): unknown {
  const queries = many(own(alarm, 'Metrics'));
  const expressions = queries.filter((query) => own(query, 'Expression') !== undefined);
  const measured = queries.filter((query) => own(query, 'MetricStat') !== undefined);
  return {
    says: own(alarm, 'AlarmDescription'),
    expression: queries.length === 0 ? undefined : own(only(expressions), 'Expression'),
    measures:
      queries.length === 0
        ? { only: measureOf(alarm, own(alarm, 'Statistic') ?? own(alarm, 'ExtendedStatistic'), own(alarm, 'Period')) }
        : Object.fromEntries(
            measured.map((query) => {
              const stat = own(query, 'MetricStat');
              return [own(query, 'Id'), measureOf(own(stat, 'Metric'), own(stat, 'Stat'), own(stat, 'Period'))];
            }),
          ),
    comparison: own(alarm, 'ComparisonOperator'),
    threshold: own(alarm, 'Threshold'),
    datapoints: [own(alarm, 'DatapointsToAlarm'), own(alarm, 'EvaluationPeriods')],
    missing: own(alarm, 'TreatMissingData'),
    tells: own(alarm, 'AlarmActions'),
  };
}

function measureOf(metric: unknown, stat: unknown, period: unknown): unknown {
  const dimensions = many(own(metric, 'Dimensions')).map((row) => [own(row, 'Name'), own(row, 'Value')]);
  return {
    metric: [namespaceOf(own(metric, 'Namespace')), own(metric, 'MetricName')],
    dimensions: Object.fromEntries(dimensions),
    stat,
    period,
  };
}
