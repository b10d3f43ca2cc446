// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { DRIVER_NAMES, type DriverName, type SourceFields } from './source-fields.ts';
import type { Fields } from './shape-record.ts';

type Key = keyof SourceFields;

interface Driver {
  readonly required: readonly Key[];
  readonly optional: readonly Key[];
}

/** What a source has by its driver, beside what all sources have. */
const DRIVERS: Readonly<Record<DriverName, Driver>> = {
  static: { required: ['file'], optional: ['key'] },
  http: { required: ['url'], optional: ['key', 'auth', 'cache'] },
  dynamodb: { required: ['table', 'key', 'partition_key'], optional: ['prefix', 'region', 'cache'] },
};

/** Reports keys of another driver, and those the driver needs and are missing. Of a source without a driver nothing is known. */
export function checkDriver(read: Fields<SourceFields>, report: Report): void {
  const name = read.fields.driver?.value;
  if (name === undefined) return;
  const { required, optional } = DRIVERS[name];
  const driver = quote(`driver: ${name}`);
  for (const key of keysOfOthers(name)) {
    const place = read.keys.get(key);
    if (place === undefined) continue;
    const help = `beside ${driver} there may be ${quoteList([...required, ...optional], 'and')}`;
    report('misplaced-key', place, `${quote(key)} has no meaning beside ${driver}`, help);
  }
  for (const key of required)
    if (!read.keys.has(key) && !read.incomplete)
      report('missing-key', read.at, `the key ${quote(key)} is missing in a source with ${driver}`);
}

/** The same as a JSON Schema: conditions, because editors then say what is missing beside the driver that is written. */
export function driverSchema(): JsonObject {
  return {
    allOf: DRIVER_NAMES.map((name) => ({
      if: { required: ['driver'], properties: { driver: { const: name } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: {
        required: DRIVERS[name].required,
        properties: Object.fromEntries(keysOfOthers(name).map((key) => [key, false])),
      },
    })),
  };
}

function keysOfOthers(name: DriverName): readonly Key[] {
  const keysOf = ({ required, optional }: Driver): readonly Key[] => [...required, ...optional];
  const own = keysOf(DRIVERS[name]);
  return [...new Set(DRIVER_NAMES.flatMap((driver) => keysOf(DRIVERS[driver])))].filter((key) => !own.includes(key));
}
