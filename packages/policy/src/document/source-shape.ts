// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { didYouMean, nearMatch } from '../diagnostics/near-match.ts';
import { quote, quoteList } from '../diagnostics/quote.ts';
import { checkDriverKeys, driverKeysSchema, type DriverTable } from './driver-keys.ts';
import { auth, checkUrlKey, sourceUrl } from './http-shape.ts';
import { jsonObject } from './json-value.ts';
import { projectPath } from './project-path.ts';
import { refine, text, type Shape } from './shape.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { awsRegion, choice, duration, dynamoDbTable, matching, patience } from './shapes.ts';
import { DRIVER_NAMES, type DriverName, type SourceFields } from './source-fields.ts';

const KEYS = ['subject.id', 'client.id', 'client.instance'] as const;
const PROFILE = 'subject.profile.';
// Identity providers name members of the profile as they like (`custom:employee`), so all that follows is one name.
const KEY_PATTERN = `^(?:${[...KEYS, `${PROFILE}[^\\s]+`].map((key) => key.replaceAll('.', '\\.')).join('|')})$`;
const KEY = new RegExp(KEY_PATTERN);

/** The input a source is looked up by; all of them are strings. */
const sourceKey: Shape<readonly string[]> = refine(text, { pattern: KEY_PATTERN }, ({ value, span }, report) => {
  if (KEY.test(value))
    return value.startsWith(PROFILE) ? ['subject', 'profile', value.slice(PROFILE.length)] : value.split('.');
  const message = `expected ${quoteList([...KEYS, `${PROFILE}<name>`])}, and found ${quote(value)}`;
  report('invalid-value', span, message, nearKey(value));
  return undefined;
});

function nearKey(value: string): string | undefined {
  const [, of, member = ''] = /^(subject|profile)\.([^\s.]+)$/.exec(value) ?? [];
  // `sub` is what tokens call the subject's id
  const isId = of === 'subject' && (member === 'sub' || nearMatch(member, ['id']) !== undefined);
  if (of === undefined || isId || value === 'subject.profile') return didYouMean(isId ? 'subject.id' : value, KEYS);
  return `did you mean ${quote(`${PROFILE}${member}`)}?`;
}

/** How long an answer may be used again, in milliseconds: what was true a day ago is no evidence. */
const lifetime: Shape<Located<number>> = duration({ unit: 1, longest: '1d' });

const attribute = matching('^[^\\s]{1,255}$', 'the name of an attribute');
const keyPrefix = matching('^.{1,256}$', 'at most 256 characters on one line');

/** What a source has by its driver, beside what all sources have. */
const DRIVERS: DriverTable<DriverName, keyof SourceFields> = {
  static: { required: ['file'], optional: ['key'] },
  http: { required: ['url'], optional: ['key', 'auth', 'cache'] },
  dynamodb: { required: ['table', 'key', 'partition_key'], optional: ['prefix', 'region', 'cache'] },
};

const sourceRecord = record(
  'a source',
  {
    owner: required(text, 'Who answers for this data: a person or a team, as an address.', {
      missing: 'missing-owner',
      examples: ['fraud@example.com'],
    }),
    driver: required(
      choice(DRIVER_NAMES),
      'How the data is read. `static`: from a file of the project. `http`: from an address. `dynamodb`: from a table of Amazon DynamoDB.',
    ),
    file: optional(projectPath, 'With `driver: static`: the file, relative to the project: JSON or YAML.', [
      'sources/risk.yaml',
    ]),
    url: optional(
      sourceUrl,
      'With `driver: http`: the address that is asked, with `{key}` where the key belongs. `https`, or `http` to this machine.',
      ['https://risk.example.com/v1/subjects/{key}'],
    ),
    auth: optional(auth, 'With `driver: http`: the secret that says who asks.', [{ secret: 'RISK_TOKEN' }]),
    table: optional(dynamoDbTable, 'With `driver: dynamodb`: the table.', ['entitlements']),
    key: optional(
      sourceKey,
      'The input by which the source is looked up: a static one holds a map from that to one object each. Without it, there is one object for all.',
      ['subject.id'],
    ),
    partition_key: optional(
      attribute,
      'With `driver: dynamodb`: the attribute of the table that is its key, a string.',
      ['pk'],
    ),
    prefix: optional(keyPrefix, 'With `driver: dynamodb`: what stands before the key in the table.', ['SUBJECT#']),
    region: optional(
      awsRegion,
      'With `driver: dynamodb`: the region of the table; the one the host runs in, if left out.',
      ['eu-west-1'],
    ),
    timeout: required(patience, 'How long a read may take.', { examples: ['200ms'] }),
    cache: optional(
      lifetime,
      'With `driver: http` or `dynamodb`: how long an answer may be used again. Without it, every decision asks.',
      ['60s'],
    ),
    absent: optional(
      jsonObject,
      'What counts when the source knows nothing; without it, conditions that read the source fail.',
    ),
    failed: optional(
      jsonObject,
      'What counts when the source fails; without it, conditions that read the source fail.',
    ),
    schema: required(jsonObject, 'The type of the data: a JSON Schema (2020-12) of an object.'),
  },
  driverKeysSchema(DRIVERS),
);

/** One entry of `sources:`. */
export const source: Shape<Fields<SourceFields>> = refine(sourceRecord, {}, (read, report) => {
  checkDriverKeys('a source', DRIVERS, read, report);
  checkUrlKey(read, report);
  return read;
});
