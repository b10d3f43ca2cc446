// SPDX-License-Identifier: Apache-2.0
import { createReport } from '../diagnostics/report.ts';
import { readShape } from './read-shape.ts';
import { sourceConfigOf } from './source-config.ts';
import type { SourceConfig } from './project.ts';
import { source } from './source-shape.ts';

const NAME = { value: 'risk', span: { file: 'assay.yaml', start: 0, end: 0 } };
const ALL = 'owner: fraud\ntimeout: 1s\nschema: {}\n';
const HTTP = `${ALL}driver: http\n`;
const DYNAMODB = `${ALL}driver: dynamodb\n`;

function read(text: string): { readonly config: SourceConfig | undefined; readonly told: readonly unknown[] } {
  const { diagnostics, report } = createReport();
  const fields = readShape('assay.yaml', text, source, report)?.fields;
  return {
    config: fields && sourceConfigOf(NAME, fields),
    told: diagnostics.map(({ code, message, help, span }) => [code, text.slice(span.start, span.end), message, help]),
  };
}

const SHARED = { name: NAME, owner: 'fraud', timeoutMs: 1000, schema: {}, schemaSpan: expect.anything() };

describe('a source with `driver: http`', () => {
  test('is read with its address, its secret by name, and how long an answer may be used again', () => {
    const auth = 'auth: { header: X-Api-Key, prefix: "v1 ", secret: RISK_KEY }';
    const text = `${HTTP}url: https://risk.example.com/{key}\nkey: subject.id\n${auth}\ncache: 60s\nfailed: { score: 100 }\n`;
    expect(read(text)).toEqual({
      config: {
        ...SHARED,
        driver: 'http',
        url: 'https://risk.example.com/{key}',
        key: ['subject', 'id'],
        auth: { header: 'x-api-key', prefix: 'v1 ', secret: 'RISK_KEY' },
        cacheMs: 60_000,
        failed: { score: 100 },
      },
      told: [],
    });
  });

  test.each([
    ['{ secret: T }', { header: 'authorization', prefix: 'Bearer ', secret: 'T' }],
    ['{ secret: T, header: Authorization, prefix: "" }', { header: 'authorization', prefix: '', secret: 'T' }],
    ['{ secret: T, header: x-api-key }', { header: 'x-api-key', prefix: '', secret: 'T' }],
  ])('has a bearer token where nothing else is said: %s', (written, auth) => {
    const { config, told } = read(`${HTTP}url: https://risk.example.com/\nauth: ${written}\n`);
    expect({ config, told }).toEqual({
      config: { ...SHARED, driver: 'http', url: 'https://risk.example.com/', auth },
      told: [],
    });
  });

  test('needs an address', () => {
    expect(read(HTTP)).toEqual({
      config: undefined,
      told: [['missing-key', 'owner', 'the key `url` is missing in a source with `driver: http`', undefined]],
    });
  });

  test('is told of the key that has no place, and of the place that has no key', () => {
    expect(read(`${HTTP}url: https://a.example/x\nkey: subject.id\n`).told).toEqual([
      [
        'invalid-value',
        'https://a.example/x',
        'the address has no place for the key: every key would get the same answer',
        'write `{key}` where the key belongs, or leave `key` out',
      ],
    ]);
    expect(read(`${HTTP}url: https://a.example/{key}\n`).told).toEqual([
      [
        'missing-key',
        'https://a.example/{key}',
        'the address has `{key}`, and the source has no `key`',
        'add `key: subject.id`',
      ],
    ]);
  });

  test('is told of everything at once, a misspelt key by the one that is near', () => {
    const text = `${HTTP}ulr: http://risk.example.com/{kee}\nauth: { sekret: abc, heade: host }\nfile: a.json\npartition_key: pk\ncache: 60\n`;
    const beside = 'beside `driver: http` there may be `url`, `key`, `auth` and `cache`';
    expect(read(text).told.map((told) => (told as readonly unknown[]).toSpliced(2, 1))).toEqual([
      ['unknown-key', 'ulr', 'did you mean `url`?'],
      ['unknown-key', 'sekret', 'did you mean `secret`?'],
      ['unknown-key', 'heade', 'did you mean `header`?'],
      ['invalid-value', 'abc', 'a name is written in capital letters'],
      ['invalid-value', 'host', undefined],
      ['invalid-duration', '60', 'add the unit: `60ms`'],
      ['invalid-value', 'http://risk.example.com/{kee}', 'did you mean `{key}`?'],
      ['misplaced-key', 'file', beside],
      ['misplaced-key', 'partition_key', beside],
    ]);
  });

  test.each([
    ['hunter2!', undefined],
    ['"Bearer eyJhbGciOiJub25lIn0.e30."', undefined],
    ['risk_token', 'a name is written in capital letters'],
  ])('never repeats what may be the secret itself: %s', (secret, help) => {
    const { config, told } = read(`${HTTP}url: https://a.example/\nauth: { secret: ${secret} }\n`);
    const message = 'expected the name of a secret, such as `RISK_TOKEN`, and never the secret itself';
    expect({ config, told }).toEqual({ config: undefined, told: [['invalid-value', secret, message, help]] });
  });

  test.each([
    ['{}', [['missing-key', 'auth', 'the key `secret` is missing in `auth`', undefined]]],
    [
      '{ secret: A, header: Host }',
      [['invalid-value', 'Host', 'the header `Host` cannot hold a secret: it already means something', undefined]],
    ],
    [
      '{ secret: A, header: "autorization:" }',
      [['invalid-value', '"autorization:"', '`autorization:` is no name of a header', 'did you mean `authorization`?']],
    ],
    [
      '{ secret: A, prefix: "a\\n" }',
      [['invalid-value', '"a\\n"', 'what stands before a secret is at most 64 characters of ASCII', undefined]],
    ],
    ['{ secret: A, prefix: 1 }', [['wrong-type', '1', 'expected a string, and found a number `1`', undefined]]],
  ])('is told of `auth: %s`', (auth, told) => {
    expect(read(`${HTTP}url: https://a.example/\nauth: ${auth}\n`).told).toEqual(told);
  });
});

describe('a source with `driver: dynamodb`', () => {
  const TABLE = 'table: entitlements\nkey: client.id\npartition_key: pk\n';

  test('is read with its table, and where in it', () => {
    expect(read(`${DYNAMODB}${TABLE}prefix: "CLIENT#"\nregion: eu-west-1\ncache: 500ms\nabsent: {}\n`)).toEqual({
      config: {
        ...SHARED,
        driver: 'dynamodb',
        table: 'entitlements',
        key: ['client', 'id'],
        partitionKey: 'pk',
        prefix: 'CLIENT#',
        region: 'eu-west-1',
        cacheMs: 500,
        absent: {},
      },
      told: [],
    });
  });

  test('needs a table, a key, and the name of the attribute that is it', () => {
    const missing = (key: string): unknown => [
      'missing-key',
      'owner',
      `the key \`${key}\` is missing in a source with \`driver: dynamodb\``,
      undefined,
    ];
    expect(read(DYNAMODB)).toEqual({
      config: undefined,
      told: ['table', 'key', 'partition_key'].map(missing),
    });
  });

  test.each(['us-east-1', 'us-gov-west-1', 'ap-southeast-4', 'eusc-de-east-1', 'cn-north-1'])(
    'knows the region %s',
    (region) => {
      expect(read(`${DYNAMODB}${TABLE}region: ${region}\n`).told).toEqual([]);
    },
  );

  test.each([
    ['region: eu-west', 'eu-west', 'expected a region, and found `eu-west`', 'a region is written like `eu-west-1`'],
    [
      'region: evil.example.com/',
      'evil.example.com/',
      'expected a region, and found `evil.example.com/`',
      'a region is written like `eu-west-1`',
    ],
    ['prefix: "a\\nb"', '"a\\nb"', 'expected at most 256 characters on one line, and found `a\\nb`', undefined],
  ])('is told of `%s`', (entry, ...told) => {
    expect(read(`${DYNAMODB}${TABLE}${entry}\n`).told).toEqual([['invalid-value', ...told]]);
  });

  test('is told of a table no table can be', () => {
    expect(read(`${DYNAMODB}${TABLE.replace('entitlements', 'arn:aws:dynamodb')}`).told).toEqual([
      [
        'invalid-value',
        'arn:aws:dynamodb',
        'expected the name of a table, and found `arn:aws:dynamodb`',
        'a name has 3 to 255 letters, digits, `_`, `-` and `.`',
      ],
    ]);
  });
});

test('a driver that is none is told the near one, and of its keys nothing more is said', () => {
  expect(read(`${ALL}driver: htpp\nurl: https://a.example/\n`)).toEqual({
    config: undefined,
    told: [
      ['invalid-value', 'htpp', 'expected `static`, `http` or `dynamodb`, and found `htpp`', 'did you mean `http`?'],
    ],
  });
});

test('a file is not cached: what it holds is what was deployed', () => {
  expect(read(`${ALL}driver: static\nfile: a.yaml\ncache: 1m\n`).told).toEqual([
    [
      'misplaced-key',
      'cache',
      '`cache` has no meaning beside `driver: static`',
      'beside `driver: static` there may be `file` and `key`',
    ],
  ]);
});
