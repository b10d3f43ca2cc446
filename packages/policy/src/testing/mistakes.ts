// SPDX-License-Identifier: Apache-2.0
import { EXPRESSION_MISTAKES } from './expression-mistakes.ts';
import { asOwner, asPolicy, asProject, inLibrary, inPolicy, inProject, PROJECT, type Mistake } from './mistake.ts';
import { TEST_MISTAKES } from './test-mistakes.ts';

const SOURCE = `sources:
  risk:
    owner: fraud@example.com
    driver: static
    file: risk.yaml
    timeout: 100ms
    schema: { type: object, required: [score], properties: { score: { type: integer } } }
`;
const HTTP_SOURCE = SOURCE.replace('static', 'http').replace(
  'file: risk.yaml',
  'url: https://risk.example.com/{key}\n    key: client.id',
);
const TABLE_SOURCE = SOURCE.replace('static', 'dynamodb').replace(
  'file: risk.yaml',
  'table: risk\n    key: client.id\n    partition_key: pk',
);
const DATA = { 'risk.yaml': 'score: 1\n' };

const READS_COMMON = 'gates: [{ rule: a, permit: client.id in common.clients }]\n';

/** One mistake in the text or the shape of each kind; the same code may have several. */
const DOCUMENT_MISTAKES: readonly Mistake[] = [
  // the text
  inPolicy('yaml-syntax', 'in iga.roles', 'gates:\n  - rule: a\n    permit: "reader" in iga.roles\n'),
  asPolicy('yaml-syntax', 'owner iam@example.com', 'policy: example\nowner iam@example.com\n'),
  inPolicy('yaml-syntax', 'a', 'description: a: b\n'),
  inPolicy('yaml-syntax', '@', 'description: @a\n'),
  inPolicy('unsupported-yaml', '!switched.on', 'gates:\n  - rule: a\n    permit: !switched.on\n'),
  inPolicy('unsupported-yaml', '!!!x', 'description: !!!x y\n'),
  inPolicy('unsupported-yaml', '!<>', 'description: !<> x\n'),
  inPolicy('unsupported-yaml', '&a', 'description: &a text\n'),
  inPolicy('unsupported-yaml', '*a', 'description: *a\n'),
  inPolicy('unsupported-yaml', '---', '---\npolicy: other\n'),
  asPolicy('unsupported-yaml', '%YAML 1.1', '%YAML 1.1\n---\npolicy: example\nowner: iam@example.com\n'),
  inPolicy('invisible-character', '\u202e', 'description: a\u202eb\n'),
  inPolicy('invisible-character', '\r', 'description: a\rb\n'),
  inPolicy('duplicate-key', 'owner', 'owner: other@example.com\n'),
  inPolicy('limit-exceeded', '[', `description: ${'['.repeat(100)}${']'.repeat(100)}\n`),
  inPolicy('limit-exceeded', '', `#${'x'.repeat(1024 * 1024)}\n`),
  asPolicy('wrong-type', '', '# nothing\n'),

  // the shape of a policy
  inPolicy('unknown-key', 'scope', 'scope: {}\n'),
  inPolicy('unknown-key', '__proto__', '__proto__: {}\n'),
  inPolicy('unknown-key', 'constructor', 'constructor: {}\n'),
  inPolicy('unknown-key', 'toString', 'gates: [{ rule: a, permit: true, toString: 1 }]\n'),
  inPolicy('unknown-key', 'lifetime', 'gates: [{ rule: a, permit: true, lifetime: 5m }]\n'),
  asPolicy('missing-key', 'owner', 'owner: iam@example.com\n'),
  inPolicy('missing-key', 'permit', 'gates: [{ permit: true }]\n'),
  inPolicy('missing-key', 'step_up', 'gates: [{ rule: a, permit: true, require: { step_up: {} } }]\n'),
  inPolicy('missing-key', 'require', 'gates: [{ rule: a, permit: true, require: {} }]\n'),
  asPolicy('missing-owner', 'policy', 'policy: example\n'),
  inPolicy('wrong-type', 'gates', 'gates: {}\n'),
  inPolicy('wrong-type', '12', 'description: 12\n'),
  inPolicy('wrong-type', 'permit', 'gates: [{ rule: a, permit: [] }]\n'),
  inPolicy('wrong-type', '1', 'variables: { 1: "true" }\n'),
  inPolicy('wrong-type', 'description', 'description:\n'),
  inPolicy('invalid-value', 'acces_token', 'claims: { a: [{ rule: a, value: "1", tokens: [acces_token] }] }\n'),
  inPolicy('invalid-value', 'id_token', 'claims: { a: [{ rule: a, value: "1", tokens: [id_token, id_token] }] }\n'),
  inPolicy('empty-list', '[]', 'gates: []\n'),
  inPolicy('invalid-name', 'A rule', 'gates: [{ rule: A rule, permit: true }]\n'),
  inPolicy('invalid-name', 'in', 'variables: { in: "true" }\n'),
  inPolicy('invalid-name', 'еmail', 'claims: { еmail: [{ rule: a, remove: "true" }] }\n'),
  inPolicy('invalid-name', '"a\\u202eb"', 'claims: { "a\\u202eb": [{ rule: a, remove: "true" }] }\n'),
  inPolicy('invalid-name', 'e\u0301', 'authorization_details: { e\u0301: [{ rule: a, permit: true }] }\n'),
  inPolicy('invalid-name', '"https://а"', 'applies: { audiences: ["https://а"] }\n'),
  inPolicy('invalid-name', '"web "', 'applies: { clients: ["web "] }\n'),
  inPolicy('rule-effect', 'rule', 'gates: [{ rule: a, reason: none }]\n'),
  inPolicy('rule-effect', 'deny', 'gates: [{ rule: a, permit: true, deny: client.id == "a" }]\n'),
  inPolicy('misplaced-key', 'lifetime', 'scopes: { a: [{ rule: a, deny: true, lifetime: 5m }] }\n'),
  inPolicy('duplicate-rule', 'a', 'gates: [{ rule: a, permit: true }]\nscopes: { b: [{ rule: a, permit: true }] }\n'),
  inPolicy('invalid-duration', '5', 'lifetime: [{ rule: a, max: 5 }]\n'),
  inPolicy('invalid-duration', '1500ms', 'lifetime: [{ rule: a, max: 1500ms }]\n'),
  inPolicy('duration-never-applies', '0s', 'lifetime: [{ rule: a, max: 0s }]\n'),
  inPolicy('duration-never-applies', '4000d', 'lifetime: [{ rule: a, max: 4000d }]\n'),
  inPolicy('reserved-claim', 'sub', 'claims: { sub: [{ rule: a, value: "1" }] }\n'),
  inPolicy(
    'reserved-scope-name',
    '"issue:access_token:password"',
    'scopes: { "issue:access_token:password": [{ rule: a, permit: true }] }\n',
  ),
  inPolicy('invalid-scope-name', '"a b"', 'scopes: { "a b": [{ rule: a, permit: true }] }\n'),
  inPolicy('invalid-scope-name', '"{a}b"', 'scopes: { "{a}b": [{ rule: a, permit: true }] }\n'),
  inPolicy('invalid-scope-name', '"a.{n:integer}"', 'scopes: { "a.{n:integer}": [{ rule: a, permit: true }] }\n'),
  inPolicy('invalid-scope-name', '"a.{e:x|x}"', 'scopes: { "a.{e:x|x}": [{ rule: a, permit: true }] }\n'),
  inPolicy('invalid-scope-name', '"a.{e:x|y.z}"', 'scopes: { "a.{e:x|y.z}": [{ rule: a, permit: true }] }\n'),
  inPolicy('reserved-name', '"a.{client}"', 'scopes: { "a.{client}": [{ rule: a, permit: true }] }\n'),

  inPolicy(
    'invalid-value',
    'actions',
    'authorization_details: { p: [{ rule: a, permit: true, limit: { actions: \'["a"]\' } }] }\n',
  ),
  inPolicy('invalid-value', 'a..b', 'authorization_details: { p: [{ rule: a, permit: true, limit: { a..b: 1 } }] }\n'),
  inPolicy('misplaced-key', 'limit', 'authorization_details: { p: [{ rule: a, deny: true, limit: { a: 1 } }] }\n'),

  // libraries
  inPolicy('path-outside-project', '../../common.yaml', 'imports: { common: ../../common.yaml }\n'),
  inPolicy('path-outside-project', '/common.yaml', 'imports: { common: /common.yaml }\n'),
  inPolicy('file-not-found', 'gone.yaml', `imports: { common: gone.yaml }\n${READS_COMMON}`),
  inPolicy('invalid-value', './policy.yaml', `imports: { common: ./policy.yaml }\n${READS_COMMON}`),
  inPolicy('reserved-name', 'client', 'imports: { client: common.yaml }\n'),
  inLibrary(
    'reserved-name',
    '"a.{common}"',
    'lists: { clients: [a] }\n',
    `${READS_COMMON}scopes: { "a.{common}": [{ rule: b, permit: common == "x" }] }\n`,
  ),
  inLibrary('unused-import', 'common', 'lists: { clients: [a] }\n', ''),
  {
    code: 'missing-key',
    at: 'owner',
    files: {
      ...inPolicy('missing-key', '', `imports: { common: shared/common.yaml }\n${READS_COMMON}`).files,
      'shared/common.yaml': 'owner: iam@example.com\nlists: { clients: [a] }\n',
    },
  },
  inLibrary('misplaced-key', 'imports', 'imports: { other: other.yaml }\nlists: { clients: [a] }\n', READS_COMMON),
  inLibrary('unknown-key', 'gates', 'gates: []\nlists: { clients: [a] }\n', READS_COMMON),
  inLibrary('wrong-type', '7', 'lists: { clients: [a, 7] }\n', READS_COMMON),
  inLibrary('empty-list', '[]', 'lists: { clients: [] }\n', READS_COMMON),
  inLibrary(
    'reserved-name',
    'clients',
    'variables: { clients: client.id }\nlists: { clients: [a] }\n',
    'gates: [{ rule: a, permit: common.clients == "a" }]\n',
  ),

  // the project
  asProject('missing-key', 'assay', PROJECT.replace('name: example\n', '')),
  asProject('unsupported-version', '2', PROJECT.replace('assay: 1', 'assay: 2')),
  asProject('missing-key', 'governs', PROJECT.replace('outside: pass', 'scopes: [a]')),
  asProject('invalid-value', 'alow', PROJECT.replace('outside: pass', 'outside: alow')),
  asProject('invalid-scope-name', '"a*b"', PROJECT.replace('outside', 'scopes: ["a*b"], outside')),
  asProject('file-not-found', 'gone.yaml', PROJECT.replace('policy.yaml', 'gone.yaml')),
  asProject('path-outside-project', '../policy.yaml', PROJECT.replace('policy.yaml', '../policy.yaml')),
  asProject('duplicate-policy', 'example', PROJECT.replace('[policy.yaml]', '[policy.yaml, other.yaml]'), {
    'other.yaml': 'policy: example\nowner: iam@example.com\n',
  }),
  asProject('ungoverned', 'https://b', PROJECT.replace('outside', 'audiences: [https://a], outside'), {
    'policy.yaml': 'policy: example\nowner: iam@example.com\napplies: { audiences: [https://a, https://b] }\n',
  }),
  asProject('ungoverned-policy', 'https://b', PROJECT.replace('outside', 'audiences: [https://a], outside'), {
    'policy.yaml': 'policy: example\nowner: iam@example.com\napplies: { audiences: [https://b, https://c] }\n',
  }),
  asProject('ungoverned-policy', 'robot', PROJECT.replace('outside', 'clients: [web], outside'), {
    'policy.yaml': 'policy: example\nowner: iam@example.com\napplies: { clients: [robot] }\n',
  }),
  asProject('ungoverned', '"b:read"', PROJECT.replace('outside', 'scopes: ["a:*"], outside'), {
    'policy.yaml': 'policy: example\nowner: iam@example.com\nscopes: { "b:read": [{ rule: a, permit: true }] }\n',
  }),
  asOwner(
    'not-owned',
    '"b:read"',
    'policy.yaml, owns: { scopes: ["a:*"] }',
    'scopes: { "b:read": [{ rule: a, permit: true }] }\n',
  ),
  asOwner(
    'not-owned',
    '"a:{x}"',
    'policy.yaml, owns: { scopes: ["a:read"] }',
    'scopes: { "a:{x}": [{ rule: a, permit: x == "y" }] }\n',
  ),
  asOwner(
    'not-owned',
    'all',
    'policy.yaml, owns: { audiences: [https://a] }',
    'gates: [{ rule: all, permit: true }]\n',
  ),
  asOwner(
    'not-owned',
    'https://b',
    'policy.yaml, owns: { audiences: [https://a] }',
    'applies: { audiences: [https://a, https://b] }\ngates: [{ rule: all, permit: true }]\n',
  ),
  asOwner(
    'not-owned',
    'tenant',
    'policy.yaml, owns: { scopes: ["a:*"] }',
    'claims: { tenant: [{ rule: a, value: "1" }] }\n',
  ),
  asOwner(
    'not-owned',
    'example',
    'policy.yaml, owns: { clients: [web], scopes: ["a:*"] }',
    'scopes: { "a:read": [{ rule: a, permit: true }] }\n',
  ),
  asOwner(
    'not-owned',
    'robot',
    'policy.yaml, owns: { clients: [web], scopes: ["a:*"] }',
    'applies: { clients: [web, robot] }\nscopes: { "a:read": [{ rule: a, permit: true }] }\n',
  ),
  asOwner(
    'not-owned',
    '"a:read"',
    'other.yaml, owns: { scopes: ["a:*"] } }, { file: policy.yaml',
    'scopes: { "a:read": [{ rule: a, permit: true }] }\n',
  ),
  asOwner(
    'ownership-overlap',
    '"a:read"',
    'policy.yaml, owns: { scopes: ["a:*"] } }, { file: other.yaml, owns: { scopes: ["a:read"] }',
    '',
  ),
  asOwner(
    'policies-overlap',
    '"a:read"',
    'other.yaml }, { file: policy.yaml',
    'scopes: { "a:read": [{ rule: a, permit: true }] }\n',
    'scopes: { "a:read": [{ rule: a, permit: true }] }\n',
  ),
  asOwner(
    'policies-overlap',
    'b',
    'other.yaml }, { file: policy.yaml',
    'gates: [{ rule: b, permit: true }]\n',
    'gates: [{ rule: b, permit: true }]\n',
  ),
  asOwner(
    'policies-overlap',
    'c',
    'other.yaml }, { file: policy.yaml',
    'claims: { c: [{ rule: b, value: "1" }] }\n',
    'claims: { c: [{ rule: b, value: "1" }] }\n',
  ),
  asProject('missing-key', 'owns', PROJECT.replace('[policy.yaml]', '[{ file: policy.yaml, owns: {} }]')),
  asProject('invalid-value', 'policy.yaml', PROJECT.replace('[policy.yaml]', '[policy.yaml, policy.yaml]')),
  asProject('log-is-input', 'assay.yaml', PROJECT.replace('records.jsonl', 'assay.yaml')),
  asProject('log-is-input', './policy.yaml', PROJECT.replace('records.jsonl', './policy.yaml')),
  asProject('log-is-input', 'Risk.yaml', PROJECT.replace('records.jsonl', 'Risk.yaml') + SOURCE, DATA),
  inProject('missing-owner', 'risk', SOURCE.replace('    owner: fraud@example.com\n', ''), DATA),
  inProject('missing-key', 'risk', SOURCE.replace('    timeout: 100ms\n', ''), DATA),
  inProject('missing-key', 'risk', SOURCE.replace('    file: risk.yaml\n', '')),
  inProject('missing-key', 'risk', HTTP_SOURCE.replace(/    url: .*\n/, '')),
  inProject('missing-key', 'risk', TABLE_SOURCE.replace('    key: client.id\n', '')),
  inProject('missing-key', 'auth', HTTP_SOURCE.replace('timeout', 'auth: { header: x-api-key }\n    timeout')),
  inProject('misplaced-key', 'url', SOURCE.replace('timeout', 'url: https://risk.example.com/\n    timeout'), DATA),
  inProject('misplaced-key', 'file', TABLE_SOURCE.replace('timeout', 'file: risk.yaml\n    timeout')),
  inProject('invalid-value', 'htttp', HTTP_SOURCE.replace('driver: http', 'driver: htttp')),
  inProject('invalid-value', 'ftp://risk.example.com/{key}', HTTP_SOURCE.replace('https:', 'ftp:')),
  inProject('invalid-value', 's3cret!', HTTP_SOURCE.replace('timeout', 'auth: { secret: s3cret! }\n    timeout')),
  inProject('invalid-value', 'eu', TABLE_SOURCE.replace('timeout', 'region: eu\n    timeout')),
  {
    ...inProject('invalid-value', 'http://risk.example.com/{key}', HTTP_SOURCE.replace('https:', 'http:')),
    isBeyondSchemas: true,
  },
  {
    ...inProject('missing-key', 'https://risk.example.com/{key}', HTTP_SOURCE.replace('    key: client.id\n', '')),
    isBeyondSchemas: true,
  },
  inProject('duration-never-applies', '2m', SOURCE.replace('100ms', '2m'), DATA),
  inProject('reserved-name', 'client', SOURCE.replace('risk:', 'client:'), DATA),
  inProject('invalid-schema', 'intger', SOURCE.replace('type: integer', 'type: intger'), DATA),
  inProject('invalid-schema', 'schema', SOURCE.replace('required:', 'requird:'), DATA),
  inProject('source-data-invalid', 'high', SOURCE, { 'risk.yaml': 'score: high\n' }),
  inProject('source-data-invalid', 'absent', SOURCE.replace('timeout', 'absent: {}\n    timeout'), DATA),
];

/** Every mistake Assay knows: for each code at least one. */
export const MISTAKES: readonly Mistake[] = [...DOCUMENT_MISTAKES, ...EXPRESSION_MISTAKES, ...TEST_MISTAKES];
