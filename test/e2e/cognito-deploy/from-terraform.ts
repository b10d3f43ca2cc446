// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import { countsOf, many, only, type Deployed } from './deployed.ts';

/** A module as `@cdktf/hcl2json` reads it: blocks are lists, and what is no literal is text with `${}`. */
export interface TerraformModule {
  readonly main: unknown;
  readonly variables: unknown;
}

/** By CloudFormation's name, what the module makes. */
const TYPES: Readonly<Record<string, string>> = {
  aws_lambda_function: 'AWS::Lambda::Function',
  aws_lambda_permission: 'AWS::Lambda::Permission',
  aws_iam_role: 'AWS::IAM::Role',
  aws_cloudwatch_log_group: 'AWS::Logs::LogGroup',
  aws_cloudwatch_log_metric_filter: 'AWS::Logs::MetricFilter',
  aws_cloudwatch_metric_alarm: 'AWS::CloudWatch::Alarm',
};

/** What an attribute of the module is, in CloudFormation's words. */
const REFERENCES: Readonly<Record<string, string>> = {
  'data.aws_partition.current.partition': '<AWS::Partition>',
  'data.aws_region.current.region': '<AWS::Region>',
  'data.aws_caller_identity.current.account_id': '<AWS::AccountId>',
  'aws_cloudwatch_log_group.records.arn': '<Records>',
  'aws_cloudwatch_log_group.records.name': '<Records>',
  'aws_lambda_function.this.function_name': '<Function>',
  'aws_iam_role.function.arn': '<Role.Arn>',
  'aws_iam_role.function.id': '<Role>',
  'data.aws_iam_policy_document.function.json': '<statements>',
  'data.aws_iam_policy_document.assume.json': '<trust>',
  'var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]': '<topic>',
};

/** What the module makes, where an operator gives `given`. Throws on a reference it does not know. */
export function fromTerraform(module: TerraformModule, given: Readonly<Record<string, string>>): Deployed {
  const resources = resolve(own(module.main, 'resource'), module, given);
  const data = resolve(own(module.main, 'data'), module, given);
  const named = (of: unknown, type: string): readonly (readonly [string, unknown])[] =>
    Object.entries(membersOf(own(of, type))).map(([name, blocks]) => [name, only(many(blocks))]);
  const the = (type: string): unknown => only(named(resources, type).map(([, resource]) => resource));
  const lambda = the('aws_lambda_function');
  const logging = only(many(own(lambda, 'logging_config')));
  const permission = the('aws_lambda_permission');
  const role = the('aws_iam_role');
  const rolePolicy = the('aws_iam_role_policy');
  const documents = Object.fromEntries(named(data, 'aws_iam_policy_document'));
  if (own(role, 'assume_role_policy') !== '<trust>') throw new Error('the role is assumed as another document says');
  if (own(rolePolicy, 'policy') !== '<statements>' || own(rolePolicy, 'role') !== '<Role>')
    throw new Error('the role has another policy');
  const trust = only(many(own(documents['assume'], 'statement')));
  const principals = only(many(own(trust, 'principals')));
  const records = the('aws_cloudwatch_log_group');
  const made = Object.entries(membersOf(resources)).filter(([type]) => type !== 'aws_iam_role_policy'); // a part of the role elsewhere
  return {
    resources: countsOf(
      made.flatMap(([type, blocks]) => Object.keys(membersOf(blocks)).map(() => TYPES[type] ?? type)),
    ),
    function: {
      handler: own(lambda, 'handler'),
      runtime: own(lambda, 'runtime'),
      architectures: own(lambda, 'architectures'),
      timeout: own(lambda, 'timeout'),
      memory: own(lambda, 'memory_size'),
      description: own(lambda, 'description'),
      role: own(lambda, 'role'),
      // -1 is Lambda's word for none
      reserved: own(lambda, 'reserved_concurrent_executions') === -1 ? undefined : 'some',
      logging: { format: own(logging, 'log_format'), group: own(logging, 'log_group') },
      tags: own(lambda, 'tags'),
    },
    environment: secretsOf(lambda, module),
    assumedBy: {
      action: only(many(own(trust, 'actions'))),
      service: only(many(own(principals, 'identifiers'))),
    },
    statements: many(own(documents['function'], 'statement')).map((statement) => {
      if (own(statement, 'effect') !== undefined) throw new Error('expected a statement that allows');
      return {
        sid: own(statement, 'sid'),
        actions: own(statement, 'actions'),
        resources: own(statement, 'resources'),
        partitions: partitionsOf(own(statement, 'condition')),
      };
    }),
    permission: {
      action: own(permission, 'action'),
      principal: own(permission, 'principal'),
      function: own(permission, 'function_name'),
      source: own(permission, 'source_arn'),
      account: own(permission, 'source_account'),
    },
    records: { days: own(records, 'retention_in_days'), stays: own(records, 'skip_destroy') },
    counts: Object.fromEntries(
      named(resources, 'aws_cloudwatch_log_metric_filter').map(([name, filter]) => [pascal(name), countOf(filter)]),
    ),
    alarms: Object.fromEntries(
      named(resources, 'aws_cloudwatch_metric_alarm').map(([name, alarm]) => [`${pascal(name)}Alarm`, alarmOf(alarm)]),
    ),
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});

const pascal = (name: string): string => name.replaceAll(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase());

function resolve(value: unknown, module: TerraformModule, given: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, module, given));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member, module, given)]));
  if (typeof value !== 'string') return value;
  const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
  return whole === undefined
    ? value.replaceAll(/\$\{([^{}]+)\}/g, (_, name: string) => String(refer(name, module, given)))
    : refer(whole, module, given);
}

function refer(name: string, { variables }: TerraformModule, given: Readonly<Record<string, string>>): unknown {
  const known = REFERENCES[name];
  if (known === '<topic>') return [given['alarm_topic_arn']];
  if (known !== undefined) return known;
  if (!name.startsWith('var.')) return `\${${name}}`;
  const variable = name.slice('var.'.length);
  const declared = only(many(own(own(variables, 'variable'), variable)));
  return given[variable] ?? own(declared, 'default');
}

/** The variables of the environment: the names in the type of the one variable that fills it. */
function secretsOf(lambda: unknown, { variables }: TerraformModule): readonly string[] {
  const environment = many(own(lambda, 'environment'));
  if (environment.length === 0) return [];
  const secrets = only(many(own(own(variables, 'variable'), 'secrets')));
  if (own(secrets, 'sensitive') !== true || own(secrets, 'default') !== undefined)
    throw new Error('secrets are shown, or filled');
  return [...String(own(secrets, 'type')).matchAll(/(\w+)\s*=\s*string/g)].map(([, name]) => name ?? '').toSorted();
}

const namespaceOf = (value: unknown): unknown => String(value).replace(/^Assay\/.+$/, 'Assay/<name>');

function countOf(filter: unknown): unknown {
  const to = only(many(own(filter, 'metric_transformation')));
  return {
    group: own(filter, 'log_group_name'),
    pattern: own(filter, 'pattern'),
    metric: [namespaceOf(own(to, 'namespace')), own(to, 'name')],
    value: Number(own(to, 'value')),
    otherwise: Number(own(to, 'default_value')),
  };
}

function alarmOf(alarm: unknown): unknown {
  const queries = many(own(alarm, 'metric_query'));
  const expressions = queries.filter((query) => own(query, 'expression') !== undefined);
  const measured = queries.filter((query) => own(query, 'metric') !== undefined);
  return {
    says: own(alarm, 'alarm_description'),
    expression: queries.length === 0 ? undefined : own(only(expressions), 'expression'),
    measures:
      queries.length === 0
        ? { only: measureOf(alarm, own(alarm, 'statistic') ?? own(alarm, 'extended_statistic')) }
        : Object.fromEntries(
            measured.map((query) => {
              const metric = only(many(own(query, 'metric')));
              return [own(query, 'id'), measureOf(metric, own(metric, 'stat'))];
            }),
          ),
    comparison: own(alarm, 'comparison_operator'),
    threshold: own(alarm, 'threshold'),
    datapoints: [own(alarm, 'datapoints_to_alarm'), own(alarm, 'evaluation_periods')],
    missing: own(alarm, 'treat_missing_data'),
    tells: own(alarm, 'alarm_actions'),
  };
}

const measureOf = (metric: unknown, stat: unknown): unknown => ({
  metric: [namespaceOf(own(metric, 'namespace')), own(metric, 'metric_name')],
  dimensions: own(metric, 'dimensions') ?? {},
  stat,
  period: own(metric, 'period'),
});

/** Of the partition keys of a table, where a statement is bound to some. */
function partitionsOf(condition: unknown): unknown {
  if (condition === undefined) return undefined;
  const { test, variable, values } = only(many(condition)) as Readonly<Record<string, unknown>>; // sound: a block
  if (test !== 'ForAllValues:StringLike' || variable !== 'dynamodb:LeadingKeys') throw new Error('another condition');
  return values;
}
