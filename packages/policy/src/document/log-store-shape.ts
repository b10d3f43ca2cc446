// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { secretName } from './http-shape.ts';
import { projectPath } from './project-path.ts';
import { refine, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { awsRegion, choice, dynamoDbTable, matching } from './shapes.ts';

export const LOG_DRIVERS = ['jsonl', 'sqlite', 'dynamodb', 'postgres'] as const;
export type LogDriver = (typeof LOG_DRIVERS)[number];

/** What is read of `log.store`. */
export interface LogStoreFields {
  readonly driver?: Located<LogDriver>;
  readonly file?: Located<string>;
  readonly table?: Located<string>;
  readonly region?: Located<string>;
  readonly url?: Located<string>;
  readonly schema?: Located<string>;
}

type Key = keyof LogStoreFields;

/** What a store has by its driver. */
const DRIVERS: Readonly<Record<LogDriver, { readonly required: readonly Key[]; readonly optional: readonly Key[] }>> = {
  jsonl: { required: ['file'], optional: [] },
  sqlite: { required: ['file'], optional: [] },
  dynamodb: { required: ['table'], optional: ['region'] },
  postgres: { required: ['url'], optional: ['schema'] },
};

const conditions: JsonObject = {
  allOf: LOG_DRIVERS.map((driver) => ({
    if: { required: ['driver'], properties: { driver: { const: driver } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: {
      required: DRIVERS[driver].required,
      properties: Object.fromEntries(keysOfOthers(driver).map((key) => [key, false])),
    },
  })),
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
  conditions,
);

/** `log.store`: every driver has keys of its own. */
export const logStore: Shape<Fields<LogStoreFields>> = refine(storeRecord, {}, (read, report) => {
  const driver = read.fields.driver?.value;
  if (driver === undefined) return read;
  const shown = quote(`driver: ${driver}`);
  for (const key of keysOfOthers(driver)) {
    const place = read.keys.get(key);
    const { required: needed, optional: allowed } = DRIVERS[driver];
    if (place)
      report(
        'misplaced-key',
        place,
        `${quote(key)} has no meaning beside ${shown}`,
        `beside ${shown} there may be ${quoteList([...needed, ...allowed], 'and')}`,
      );
  }
  for (const key of DRIVERS[driver].required)
    if (!read.keys.has(key) && !read.incomplete)
      report('missing-key', read.at, `the key ${quote(key)} is missing in a store with ${shown}`);
  return read;
});

function keysOfOthers(driver: LogDriver): readonly Key[] {
  const own: readonly Key[] = [...DRIVERS[driver].required, ...DRIVERS[driver].optional];
  return [...new Set(Object.values(DRIVERS).flatMap((of) => [...of.required, ...of.optional]))].filter(
    (key) => !own.includes(key),
  );
}
