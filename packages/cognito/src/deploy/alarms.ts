// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';

/** A count of records: every record in the log group that matches adds one to a metric of this name. */
export interface RecordCount {
  readonly name: 'Denials' | 'Refusals' | 'Spills';
  readonly says: string;
  /** A CloudWatch Logs filter pattern over one line of JSON. */
  readonly pattern: string;
}

/** A metric of Lambda itself, or one counted from records. */
export type Measure =
  | {
      readonly from: 'lambda';
      readonly name: 'Invocations' | 'Errors' | 'Throttles' | 'Duration';
      readonly stat: string;
    }
  | { readonly from: 'records'; readonly name: RecordCount['name']; readonly stat: 'Sum' };

/** When somebody should look. Without `expression` there is one measure, which is compared as it is. */
export interface Alarm {
  readonly name: string;
  readonly says: string;
  readonly measures: Readonly<Record<string, Measure>>;
  readonly expression?: string;
  /** It rings above, not at, this. */
  readonly threshold: number;
  /** So many of so many periods have to be above. */
  readonly datapoints: number;
  readonly periods: number;
}

export const PERIOD_SECONDS = 300;

/** A term of a filter pattern, about a member and a value that records have. */
function says<Member extends 'outcome' | 'effect' | 'error'>(
  member: Member,
  operator: '=' | '!=',
  value: NonNullable<DecisionRecord[Member]>,
): string {
  return `$.${member} ${operator} "${value}"`;
}

/** What is counted from the records, which the function writes as one line of JSON each. */
export const RECORD_COUNTS: readonly RecordCount[] = [
  {
    name: 'Denials',
    says: 'what policy denied; with `mode: observe`, what it would deny',
    pattern: `{ ${says('outcome', '=', 'deny')} }`,
  },
  {
    name: 'Refusals',
    says: 'denials the function carried out by throwing, as policy wants: `server_error` is what no policy decided',
    pattern: `{ (${says('effect', '=', 'refused')}) && (${says('error', '!=', 'server_error')}) }`,
  },
  {
    name: 'Spills',
    says: 'records the log did not take, which are in this log group instead: `assay log import` brings them home',
    pattern: '{ $.spilled.version = * }',
  },
];

/** A share of few is no rate. */
const FEWEST = 20;

export const ALARMS: readonly Alarm[] = [
  {
    name: 'DenialRate',
    says: `More than a quarter of at least ${FEWEST} token requests in five minutes were denied, or would be in observe mode.`,
    measures: {
      denials: { from: 'records', name: 'Denials', stat: 'Sum' },
      invocations: { from: 'lambda', name: 'Invocations', stat: 'Sum' },
    },
    expression: `IF(invocations >= ${FEWEST}, 100 * FILL(denials, 0) / invocations, 0)`,
    threshold: 25,
    datapoints: 2,
    periods: 2,
  },
  {
    // a denial at the edge of a period may be counted in the one before as an error and in the one after as a refusal: one period is not enough
    name: 'UnexpectedErrors',
    says: 'The function failed without a decision of policy: it crashed, ran out of time, lost a record or could not read an event. A denial is an error to Lambda too, and is taken off.',
    measures: {
      errors: { from: 'lambda', name: 'Errors', stat: 'Sum' },
      refusals: { from: 'records', name: 'Refusals', stat: 'Sum' },
    },
    expression: 'errors - FILL(refusals, 0)',
    threshold: 0,
    datapoints: 2,
    periods: 3,
  },
  {
    name: 'SpilledRecords',
    says: 'The log did not take records. They are in the log group of the function, and nowhere else.',
    measures: { spills: { from: 'records', name: 'Spills', stat: 'Sum' } },
    threshold: 0,
    datapoints: 1,
    periods: 1,
  },
  {
    name: 'SlowAnswers',
    says: 'One in a hundred answers takes longer than 4 seconds; Cognito waits for 5.',
    measures: { duration: { from: 'lambda', name: 'Duration', stat: 'p99' } },
    threshold: 4000,
    datapoints: 2,
    periods: 2,
  },
  {
    name: 'Throttles',
    says: 'Lambda turned calls away, so users could not sign in.',
    measures: { throttles: { from: 'lambda', name: 'Throttles', stat: 'Sum' } },
    threshold: 0,
    datapoints: 1,
    periods: 1,
  },
];
