// SPDX-License-Identifier: Apache-2.0
import type { DiagnosticCode } from '../diagnostic-codes.ts';
import { PROJECT, type Mistake } from './mistake.ts';

const SOURCES = `sources:
  iga:
    owner: iga@example.com
    driver: static
    file: iga.yaml
    key: subject.id
    timeout: 100ms
    schema:
      type: object
      required: [roles]
      properties:
        roles: { type: array, items: { type: string } }
`;
const POLICY = `policy: example
owner: iam@example.com
scopes:
  a:
    - rule: reader
      permit: '"reader" in iga.roles'
`;
const FIXTURES = `fixtures:
  subjects: { sam: {}, kim: { type: workload } }
  requests: { a: { scopes: [a] } }
  sources: { iga: { sam: { roles: [reader] } } }
`;

/** A mistake in a file of tests. */
function inTests(code: DiagnosticCode, at: string, text: string): Mistake {
  return {
    code,
    at,
    files: { 'assay.yaml': PROJECT + SOURCES, 'iga.yaml': '{}\n', 'policy.yaml': POLICY, 'a.test.yaml': text },
  };
}

/** A mistake in one test, which stands below `- test: t`. */
const inTest = (code: DiagnosticCode, at: string, text: string): Mistake =>
  inTests(
    code,
    at,
    `${FIXTURES}tests:\n  - test: t\n    subject: sam\n    request: a\n    ${text.replaceAll('\n', '\n    ')}\n`,
  );

/** A mistake that only what the files name can show. */
const beyondSchemas = (mistake: Mistake): Mistake => ({ ...mistake, isBeyondSchemas: true });

/** Mistakes in files of tests. */
export const TEST_MISTAKES: readonly Mistake[] = [
  inTests('missing-key', 'fixtures', FIXTURES),
  inTests(
    'unknown-key',
    'fixturs',
    `${FIXTURES.replace('fixtures', 'fixturs')}tests: [{ test: t, subject: sam, request: a, expect: { scopes: [a] } }]\n`,
  ),
  inTests('duplicate-test', 't', 'tests:\n  - { test: t, expect: {} }\n  - { test: t, expect: {} }\n'),
  inTests('invalid-name', '"a b"', 'fixtures: { subjects: { "a b": {} } }\ntests: [{ test: t, expect: {} }]\n'),
  inTests('unknown-name', 'igaa', 'fixtures: { sources: { igaa: {} } }\ntests: [{ test: t, expect: {} }]\n'),
  inTests(
    'source-data-invalid',
    'reader',
    'fixtures: { sources: { iga: { sam: { roles: reader } } } }\ntests: [{ test: t, expect: {} }]\n',
  ),
  beyondSchemas(
    inTests('wrong-type', '5', 'fixtures: { sources: { iga: { sam: 5 } } }\ntests: [{ test: t, expect: {} }]\n'),
  ),
  beyondSchemas(
    inTests(
      'invalid-value',
      '"2026-02-30T00:00:00Z"',
      'now: "2026-02-30T00:00:00Z"\ntests: [{ test: t, expect: {} }]\n',
    ),
  ),
  inTest('missing-key', 'test', 'now: 2026-01-01T00:00:00Z'),
  inTests('unknown-name', 'smm', `${FIXTURES}tests: [{ test: t, subject: smm, expect: {} }]\n`),
  inTest('unknown-name', 'b', 'expect: { scopes: [b] }'),
  inTest('unknown-name', 'readr', 'expect: { withheld: { a: { rule: readr } } }'),
  inTest('unknown-key', 'scope', 'expect: { scope: [a] }'),
  inTest('invalid-value', 'not_permited', 'expect: { outcome: deny, reason: not_permited }'),
  inTest('misplaced-key', 'scopes', 'expect: { outcome: deny, scopes: [a] }'),
  inTest('misplaced-key', 'rule', 'expect: { rule: reader }'),
  inTest('misplaced-key', 'expect', 'expect: {}\nafter: { subject.type: workload }\ndiffers: {}'),
  inTest('missing-key', 'test', 'after: { subject.type: workload }'),
  inTest('unused-expectation', 'scopes', 'expect:\n  - subject: sam\n    scopes: [a]\n  - scopes: [a]'),
  inTest('unknown-name', 'kim', 'expect: [{ subject: kim, outcome: deny }]'),
  inTest(
    'invalid-value',
    'client.registration',
    'after: { subject.type: workload, client.registration: dynamic }\ndiffers: {}',
  ),
  beyondSchemas(
    inTest(
      'invalid-value',
      'subject.type',
      'before: { subject.type: workload }\nafter: { client.registration: dynamic }\ndiffers: {}',
    ),
  ),
  inTest('invalid-value', 'subject..type', 'after: { subject..type: workload }\ndiffers: {}'),
  inTest('unknown-name', 'subject.grops', 'after: { subject.grops: [a] }\ndiffers: {}'),
  beyondSchemas(inTest('invalid-value', 'subject.type', 'after: { subject.type: robot }\ndiffers: {}')),
  inTest('source-data-invalid', 'sources.iga.roles', 'after: { sources.iga.roles: 5 }\ndiffers: {}'),
];
