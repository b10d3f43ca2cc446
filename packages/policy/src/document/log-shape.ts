// SPDX-License-Identifier: Apache-2.0
import type { Located } from '../diagnostic.ts';
import { quote } from '../diagnostics/quote.ts';
import type { Report } from '../diagnostics/report.ts';
import { secretName } from './http-shape.ts';
import { logStore, type LogStoreFields } from './log-store-shape.ts';
import { targetName } from './names.ts';
import { projectPath } from './project-path.ts';
import { flag, refine, text, type Shape } from './shape.ts';
import { distinct, listOf, mapOf, type KeyRule, type MapEntry } from './shape-collections.ts';
import { optional, record, required, type Fields } from './shape-record.ts';
import { choice, matching, patience } from './shapes.ts';
import { parseSourceUrl } from './source-url.ts';

/** What is read of `log:`. */
export interface LogFields {
  readonly file?: Located<string>;
  readonly store?: Fields<LogStoreFields>;
  readonly required?: Located<boolean>;
  readonly inputs?: Located<'full' | 'digest' | 'none'>;
  readonly redact?: readonly Located<string>[];
  readonly fields?: readonly MapEntry<Located<'keep' | 'hmac' | 'drop'>>[];
  readonly hmac_key?: Located<string>;
  readonly sign?: Fields<{ readonly name?: Located<string>; readonly key?: Located<string> }>;
  readonly collector?: Fields<CollectorFields>;
  readonly send?: readonly MapEntry<Located<Way>>[];
}

export interface CollectorFields {
  readonly url?: Located<string>;
  readonly token?: Located<string>;
  readonly timeout?: Located<number>;
}

/** How what is deployed sends its records. */
export const WAYS = ['store', 'collector', 'console'] as const;
export type Way = (typeof WAYS)[number];

const POINTER = '^(?:/(?:[^~/]|~[01])*)+$';

const isPointer = ({ value, span }: Located<string>, report: Report): boolean => {
  if (new RegExp(POINTER).test(value)) return true;
  report(
    'invalid-value',
    span,
    `expected a JSON pointer into the record, and found ${quote(value)}`,
    'a pointer begins with `/`: `/inputs/request/subject/profile`',
  );
  return false;
};

const pointer: Shape<Located<string>> = refine(text, { pattern: POINTER }, (value, report) =>
  isPointer(value, report) ? value : undefined,
);

const pointerKey: KeyRule = { schema: { pattern: POINTER }, check: isPointer };

/** C2SP signed-note: what a log is known by. */
const logName = matching(
  '^[^\\s+]{1,200}$',
  'a name without spaces and `+`',
  'a name is written like an address: `log.example.com/payments`',
);

const collectorUrl: Shape<Located<string>> = refine(
  text,
  { pattern: '^https?://[^\\s/?#@]+(?:/[^\\s?#]*)?$' },
  (url, report) => {
    const read = parseSourceUrl(url.value);
    if (!('problem' in read) && !read.isKeyed && !url.value.includes('?')) return url;
    report(
      'invalid-value',
      url.span,
      'problem' in read ? read.problem : 'expected an address without a query or a key',
      'an address is written like `https://log.example.com`',
    );
    return undefined;
  },
);

const logRecord = record('`log`', {
  file: optional(
    projectPath,
    'The file records are appended to, one JSON object per line: short for a store of JSON lines.',
    ['records.jsonl'],
  ),
  store: optional(logStore, 'Where records are kept, and asked for.'),
  required: optional(flag, 'Whether a token is refused when its record cannot be written. The default is `true`.'),
  inputs: optional(
    choice(['full', 'digest', 'none']),
    'How much of the inputs a record keeps; only `full` can be decided again. The default is `full`.',
  ),
  redact: optional(
    distinct(listOf(pointer, 'JSON pointers')),
    'What is taken out of records before they are written, as JSON pointers.',
    [['/inputs/request/subject/profile']],
  ),
  fields: optional(
    mapOf(pointerKey, choice(['keep', 'hmac', 'drop']), 'rules by JSON pointer'),
    'What happens to personal data before a record leaves the host, by JSON pointer (`*` is any member): `keep` it, replace it by a keyed hash (`hmac`), or `drop` it. The longest pointer counts.',
    [{ '/who/subject/id': 'hmac', '/inputs/request/context/ip': 'drop' }],
  ),
  hmac_key: optional(secretName, 'The name of the secret `hmac` is made with, never its value.', [
    'ASSAY_LOG_HMAC_KEY',
  ]),
  sign: optional(
    record('`sign`', {
      name: required(logName, 'What the log is known by.', { examples: ['log.example.com/payments'] }),
      key: required(
        secretName,
        'The name of the secret that holds the Ed25519 key (`assay log keygen`), never its value.',
        {
          examples: ['ASSAY_LOG_KEY'],
        },
      ),
    }),
    'What the checkpoints of the log are signed with.',
  ),
  collector: optional(
    record('`collector`', {
      url: required(collectorUrl, 'Where the collector answers. `https`, or `http` to this machine.', {
        examples: ['https://log.example.com'],
      }),
      token: required(secretName, 'The name of the secret that says who sends, never its value.', {
        examples: ['ASSAY_LOG_TOKEN'],
      }),
      timeout: optional(patience, 'How long sending a record may take. The default is `1500ms`.', ['800ms']),
    }),
    'The collector that what is deployed sends its records to.',
  ),
  send: optional(
    mapOf(targetName, choice(WAYS), 'ways by target'),
    'How what is deployed at a target sends its records: to the `store` itself, to the `collector`, or to the `console` of its platform. The default is the first of them that it can.',
    [{ 'cognito/pre-token-generation': 'store', 'auth0/post-login': 'collector' }],
  ),
});

/** `log:` of the project file. */
export const logShape: Shape<Fields<LogFields>> = refine(
  logRecord,
  { oneOf: [{ required: ['file'] }, { required: ['store'] }] },
  (read, report) => {
    const { keys, fields, at, incomplete } = read;
    const store = keys.get('store');
    if (keys.has('file') && store)
      report('misplaced-key', store, '`store` has no meaning beside `file`', 'keep one of the two');
    if (!keys.has('file') && !store && !incomplete)
      report('missing-key', at, 'the key `store` (or `file`) is missing in `log`');
    const hmac = fields.fields?.find(({ value }) => value.value === 'hmac');
    if (hmac && !keys.has('hmac_key'))
      report(
        'missing-key',
        hmac.value.span,
        '`hmac` needs the key `hmac_key` in `log`',
        'add `hmac_key: ASSAY_LOG_HMAC_KEY`',
      );
    for (const { value } of fields.send ?? [])
      if (value.value === 'collector' && !keys.has('collector'))
        report(
          'missing-key',
          value.span,
          '`collector` needs the key `collector` in `log`',
          'add `collector: { url: https://log.example.com, token: ASSAY_LOG_TOKEN }`',
        );
    return read;
  },
);
