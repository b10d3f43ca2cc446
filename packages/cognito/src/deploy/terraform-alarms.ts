// SPDX-License-Identifier: Apache-2.0
import { ALARMS, PERIOD_SECONDS, RECORD_COUNTS, type Alarm, type Measure, type RecordCount } from './alarms.ts';
import { indented, quoted } from './lay-out.ts';

/** What counts records, and what is told of the counts: the end of `main.tf`. Pure. */
export const terraformAlarms = (): string =>
  `${RECORD_COUNTS.map(filterOf).join('\n')}\n${ALARMS.map(alarmOf).join('\n')}`;

const NAMESPACE = '"Assay/${var.name}"';

const filterOf = ({ name, says, pattern }: RecordCount): string => `# Counts ${says}.
resource "aws_cloudwatch_log_metric_filter" "${snake(name)}" {
  name           = "\${var.name}-${kebab(name)}"
  log_group_name = aws_cloudwatch_log_group.records.name
  pattern        = ${quoted(pattern)}
  metric_transformation {
    namespace     = ${NAMESPACE}
    name          = ${quoted(name)}
    value         = "1"
    default_value = "0"
  }
}
`;

function alarmOf(alarm: Alarm): string {
  const rows: readonly (readonly [string, string])[] = [
    ['alarm_name', `"\${var.name}-${kebab(alarm.name)}"`],
    ['alarm_description', quoted(alarm.says)],
    ...(alarm.expression === undefined ? Object.values(alarm.measures).flatMap(rowsOfOnly) : []),
    ['comparison_operator', '"GreaterThanThreshold"'],
    ['threshold', `${alarm.threshold}`],
    ['datapoints_to_alarm', `${alarm.datapoints}`],
    ['evaluation_periods', `${alarm.periods}`],
    ['treat_missing_data', '"notBreaching"'],
    ['alarm_actions', 'var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]'],
  ];
  return `resource "aws_cloudwatch_metric_alarm" "${snake(alarm.name)}" {
${indented(2, [...aligned(rows), ...(alarm.expression === undefined ? [] : queriesOf(alarm.expression, alarm.measures))])}
}
`;
}

const rowsOfOnly = (measure: Measure): readonly (readonly [string, string])[] => [
  ...rowsOf(measure),
  [/^p\d/.test(measure.stat) ? 'extended_statistic' : 'statistic', quoted(measure.stat)],
  ['period', `${PERIOD_SECONDS}`],
];

const rowsOf = ({ from, name }: Measure): readonly (readonly [string, string])[] => [
  ['namespace', from === 'records' ? NAMESPACE : '"AWS/Lambda"'],
  ['metric_name', quoted(name)],
  ...(from === 'records' ? [] : [['dimensions', '{ FunctionName = aws_lambda_function.this.function_name }'] as const]),
];

const queriesOf = (expression: string, measures: Alarm['measures']): readonly string[] => [
  'metric_query {',
  ...aligned([
    ['id', '"result"'],
    ['expression', quoted(expression)],
    ['return_data', 'true'],
  ]).map((line) => `  ${line}`),
  '}',
  ...Object.entries(measures).flatMap(([id, measure]) => [
    'metric_query {',
    `  id = ${quoted(id)}`,
    '  metric {',
    ...aligned([...rowsOf(measure), ['stat', quoted(measure.stat)], ['period', `${PERIOD_SECONDS}`]]).map(
      (line) => `    ${line}`,
    ),
    '  }',
    '}',
  ]),
];

/** Arguments under each other, with their equals signs in one column, as `terraform fmt` wants them. */
function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)} = ${value}`);
}

const kebab = (name: string): string => name.replaceAll(/(?!^)[A-Z]/g, '-$&').toLowerCase();
const snake = (name: string): string => kebab(name).replaceAll('-', '_');
