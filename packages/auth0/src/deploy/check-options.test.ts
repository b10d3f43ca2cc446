// SPDX-License-Identifier: Apache-2.0
import { checkOptions } from './check-options.ts';
import { auth0Files, type Auth0FilesOptions } from './index.ts';

const GOOD: Auth0FilesOptions = {
  trigger: 'post-login',
  name: 'assay-post-login',
  code: 'exports.onExecutePostLogin = async () => {};\n',
  digest: 'sha256:4f2a',
  secrets: [],
};
const EXCHANGE: Auth0FilesOptions = {
  ...GOOD,
  trigger: 'custom-token-exchange',
  subjectTokenTypes: ['urn:acme:legacy'],
};

const secrets = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `SECRET_${i}`);
const types = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `urn:acme:legacy:${i}`);
/** JavaScript of so many bytes. */
const codeOf = (bytes: number): string => `//${'x'.repeat(bytes - 2)}`;

test.each<[string, Auth0FilesOptions]>([
  ['30 secrets', { ...GOOD, secrets: secrets(30) }],
  ['a secret with a name of 128 characters', { ...GOOD, secrets: ['S'.repeat(128)] }],
  ['100,000 bytes of code', { ...GOOD, code: codeOf(100_000) }],
  ['100 subject token types', { ...EXCHANGE, subjectTokenTypes: types(100) }],
  [
    'signs that are no keyword',
    { ...GOOD, code: 'const a = "## two ##", b = "a##b", c = "@@iterator", d = ["##", x, "##"];' },
  ],
])('%s are within the limits', (_, options) => {
  expect(checkOptions(options)).toEqual([]);
});

test.each<[string, Auth0FilesOptions, string, string]>([
  ['31 secrets', { ...GOOD, secrets: secrets(31) }, '/secrets', 'expected at most 30 secrets, found 31'],
  [
    'a name of a secret with 129 characters',
    { ...GOOD, secrets: ['A', 'S'.repeat(129)] },
    '/secrets/1',
    'expected at most 128 characters, found 129',
  ],
  [
    'a name of a secret that is no keyword',
    { ...GOOD, secrets: ['api-key'] },
    '/secrets/0',
    'expected capital letters, digits and `_`, found `api-key`',
  ],
  ['a secret twice', { ...GOOD, secrets: ['A', 'B', 'A'] }, '/secrets/2', '`A` is there twice'],
  ['no code', { ...GOOD, code: '\n' }, '/code', 'expected code, found nothing'],
  ['100,001 bytes of code', { ...GOOD, code: codeOf(100_001) }, '/code', 'expected at most 100000 bytes, found 100001'],
  [
    'bytes that are more than the characters',
    { ...GOOD, code: `//${'é'.repeat(50_000)}` },
    '/code',
    'expected at most 100000 bytes, found 100002',
  ],
  ...['##HOME##', '@@roles@@', '##ProgramFiles(x86)##'].map((keyword): [string, Auth0FilesOptions, string, string] => [
    `the keyword ${keyword} in the code`,
    { ...GOOD, code: `const text = 'before${keyword}after';` },
    '/code',
    `\`${keyword}\` is a keyword to the Deploy CLI, which may put something else in its place`,
  ]),
  ...['', 'ab', 'a'.repeat(47), 'a/../b', 'with space', '${path.module}', '-a-b'].map(
    (name): [string, Auth0FilesOptions, string, string] => [
      `the name \`${name}\``,
      { ...GOOD, name },
      '/name',
      `expected 3 to 46 letters, digits, \`-\` and \`_\`, found \`${name}\``,
    ],
  ),
  ['a digest of two lines', { ...GOOD, digest: 'a\nb' }, '/digest', 'expected a digest, one word'],
  [
    'a subject token type of a trigger that is not asked with one',
    { ...GOOD, subjectTokenTypes: ['urn:acme:legacy'] },
    '/subjectTokenTypes',
    '`post-login` is not asked with a subject token',
  ],
  [
    'a token exchange without a subject token type',
    { ...EXCHANGE, subjectTokenTypes: [] },
    '/subjectTokenTypes',
    'expected a subject token type: without a profile nothing runs this Action',
  ],
  [
    '101 subject token types',
    { ...EXCHANGE, subjectTokenTypes: types(101) },
    '/subjectTokenTypes',
    'expected at most 100 subject token types, found 101',
  ],
  ...(
    [
      ['urn:a:b', 'expected 8 to 100 characters, found 7'],
      [`urn:acme:${'x'.repeat(92)}`, 'expected 8 to 100 characters, found 101'],
      ['urn:acme:${x}', 'expected a URI, found `urn:acme:${x}`'],
      ['urn:acme:%{x}', 'expected a URI, found `urn:acme:%{x}`'],
      ['urn:acme:a"b', 'expected a URI, found `urn:acme:a"b`'],
      ['legacy-token', 'expected a URI, found `legacy-token`'],
      [
        'urn:ietf:params:oauth:token-type:jwt',
        'Auth0 keeps the namespace of `urn:ietf:params:oauth:token-type:jwt` to itself',
      ],
      ['urn:acme:@@HOME@@', '`@@HOME@@` is a keyword to the Deploy CLI, which may put something else in its place'],
      ['HTTPS://auth0.com/token', 'Auth0 keeps the namespace of `HTTPS://auth0.com/token` to itself'],
    ] as const
  ).map(([type, message]): [string, Auth0FilesOptions, string, string] => [
    `the subject token type ${type}`,
    { ...EXCHANGE, subjectTokenTypes: ['urn:acme:fine', type] },
    '/subjectTokenTypes/1',
    message,
  ]),
  [
    'a subject token type twice',
    { ...EXCHANGE, subjectTokenTypes: ['urn:acme:legacy', 'urn:acme:legacy'] },
    '/subjectTokenTypes/1',
    '`urn:acme:legacy` is there twice',
  ],
])('%s: no file, and where the problem is', (_, options, path, message) => {
  expect(auth0Files(options)).toEqual({ ok: false, problems: [{ path, message }] });
});

test('all problems are told at once', () => {
  const options = { ...GOOD, name: '', digest: '', code: '', secrets: ['a'], subjectTokenTypes: ['x'] };
  expect(checkOptions(options).map(({ path }) => path)).toEqual([
    '/name',
    '/digest',
    '/code',
    '/secrets/0',
    '/subjectTokenTypes',
  ]);
});
