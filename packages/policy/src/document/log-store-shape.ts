// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { checkDriverKeys, driverKeysSchema, type DriverTable } from './driver-keys.ts';
import { secretName } from './http-shape.ts';
import { projectPath } from './project-path.ts';
import { refine, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { awsRegion, choice, dynamoDbTable, matching } from './shapes.ts';

const LOG_DRIVERS = ['jsonl', 'sqlite', 'dynamodb', 'postgres'] as const;
type LogDriver = (typeof LOG_DRIVERS)[number];

/** What is read of `log.store`. */
export interface LogStoreFields {
  readonly driver?: Located<LogDriver>;
  readonly file?: Located<string>;
  readonly table?: Located<string>;
  readonly region?: Located<string>;
  readonly url?: Located<string>;
  readonly schema?: Located<string>;
}

/** What a store has by its driver. */
const DRIVERS: DriverTable<LogDriver, keyof LogStoreFields> = {
  jsonl: { required: ['file'], optional: [] },
  sqlite: { required: ['file'], optional: [] },
  dynamodb: { required: ['table'], optional: ['region'] },
  postgres: { required: ['url'], optional: ['schema'] },
};

const storeRecord = record(
  'a store',
  {
    driver: required(
      choice(LOG_DRIVERS),
      '`sqlite`: one file, for a host. `jsonl`: one file of JSON lines. `dynamodb`: a table of Amazon DynamoDB, for Lambdas and several hosts. `postgres`: a PostgreSQL database.',
    ),
    file: optional(projectPath, 'With `driver: sqlite` or `jsonl`: the file, relative to the project.', [
      'log/decisions.db',
    ]),
    table: optional(dynamoDbTable, 'With `driver: dynamodb`: the table (`assay log table` writes what makes it).', [
      'assay-log',
    ]),
    region: optional(
      awsRegion,
      'With `driver: dynamodb`: the region of the table; the one the host runs in, if left out.',
      ['eu-west-1'],
    ),
    url: optional(
      secretName,
      'With `driver: postgres`: the name of the secret that holds the connection URL, never the URL itself.',
      ['ASSAY_LOG_URL'],
    ),
    schema: optional(
      matching('^[a-z_][a-z0-9_]{0,62}$', 'the name of a schema'),
      'With `driver: postgres`: the schema the tables are in. The default is `assay`.',
      ['assay'],
    ),
  },
  driverKeysSchema(DRIVERS),
);

/** `log.store`: every driver has keys of its own. */
export const logStore: Shape<Fields<LogStoreFields>> = refine(storeRecord, {}, (read, report) => {
  checkDriverKeys('a store', DRIVERS, read, report);
  return read;
});
