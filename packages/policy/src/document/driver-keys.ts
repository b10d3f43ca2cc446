// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { Located } from '../diagnostic.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import type { Fields } from './shape-record.ts';

/** The keys a record has by its driver, beside what it has with all of them. */
export type DriverTable<D extends string, K extends string = string> = Readonly<
  Record<D, { readonly required: readonly K[]; readonly optional: readonly K[] }>
>;

/** Reports, of a record that is called `what`, keys of another driver and those the driver needs. Without a driver nothing is known. */
export function checkDriverKeys<D extends string>(
  what: string,
  table: DriverTable<D>,
  read: Fields<{ readonly driver?: Located<D> }>,
  report: Report,
): void {
  const name = read.fields.driver?.value;
  if (name === undefined) return;
  const { required, optional } = table[name];
  const driver = quote(`driver: ${name}`);
  for (const key of keysOfOthers(table, name)) {
    const place = read.keys.get(key);
    if (place === undefined) continue;
    const help = `beside ${driver} there may be ${quoteList([...required, ...optional], 'and')}`;
    report('misplaced-key', place, `${quote(key)} has no meaning beside ${driver}`, help);
  }
  for (const key of required)
    if (!read.keys.has(key) && !read.incomplete)
      report('missing-key', read.at, `the key ${quote(key)} is missing in ${what} with ${driver}`);
}

/** The same as a JSON Schema: conditions, because editors then say what is missing beside the driver that is written. */
export function driverKeysSchema<D extends string>(table: DriverTable<D>): JsonObject {
  return {
    allOf: namesOf(table).map((name) => ({
      if: { required: ['driver'], properties: { driver: { const: name } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: {
        required: table[name].required,
        properties: Object.fromEntries(keysOfOthers(table, name).map((key) => [key, false])),
      },
    })),
  };
}

function keysOfOthers<D extends string>(table: DriverTable<D>, name: D): readonly string[] {
  const keysOf = (driver: D): readonly string[] => [...table[driver].required, ...table[driver].optional];
  const own = keysOf(name);
  return [...new Set(namesOf(table).flatMap(keysOf))].filter((key) => !own.includes(key));
}

const namesOf = <D extends string>(table: DriverTable<D>): readonly D[] => Object.keys(table) as D[];
