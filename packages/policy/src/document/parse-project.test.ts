// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProject } from './parse-project.ts';

const policy = 'policy: example\nowner: iam@example.com\n';
const start = 'assay: 1\nname: example\npolicies: [policy.yaml]\n';

function parse(project: string, files: Record<string, string> = {}): ReturnType<typeof parseProject> {
  return parseProject((path) => ({ 'assay.yaml': project, 'policy.yaml': policy, ...files })[path]);
}

describe('a project', () => {
  test('has defaults that are careful: records are required and full, decisions are carried out, unlisted claims stay', () => {
    const { project, diagnostics } = parse(`${start}governs: { outside: deny }\nlog: { file: records.jsonl }\n`);
    expect({
      ...project,
      policies: project?.policies.length,
      files: [...(project?.files.keys() ?? [])],
      diagnostics,
    }).toEqual({
      file: 'assay.yaml',
      name: 'example',
      policies: 1,
      governance: { outside: 'deny', mode: 'enforce', unlistedClaims: 'keep' },
      sources: [],
      inputs: { details: {} },
      libraries: [],
      targets: [],
      log: {
        store: { driver: 'jsonl', file: 'records.jsonl' },
        required: true,
        inputs: 'full',
        redact: [],
        fields: [],
        send: {},
      },
      files: ['assay.yaml', 'policy.yaml'],
      diagnostics: [],
    });
  });

  test('has a log of any kind, whose secrets are named', () => {
    const { project, diagnostics } = parse(`${start}governs: { outside: deny }
log:
  store: { driver: postgres, url: ASSAY_LOG_URL, schema: audit }
  fields: { /who/subject/id: hmac, '/inputs/request/context/ip': drop }
  hmac_key: ASSAY_LOG_HMAC_KEY
  sign: { name: log.example.com/a, key: ASSAY_LOG_KEY }
  collector: { url: 'https://log.example.com', token: ASSAY_LOG_TOKEN, timeout: 800ms }
  send: { auth0/post-login: collector }
`);
    expect({ diagnostics, log: project?.log }).toEqual({
      diagnostics: [],
      log: {
        store: { driver: 'postgres', url: 'ASSAY_LOG_URL', schema: 'audit' },
        required: true,
        inputs: 'full',
        redact: [],
        fields: [
          { pointer: '/who/subject/id', rule: 'hmac' },
          { pointer: '/inputs/request/context/ip', rule: 'drop' },
        ],
        hmacKey: 'ASSAY_LOG_HMAC_KEY',
        sign: { name: 'log.example.com/a', key: 'ASSAY_LOG_KEY' },
        collector: { url: 'https://log.example.com', token: 'ASSAY_LOG_TOKEN', timeoutMs: 800 },
        send: { 'auth0/post-login': 'collector' },
      },
    });
  });

  test('says what it governs, where the mode is the other one, and what becomes of claims', () => {
    const { project } = parse(`${start}governs: { audiences: [a], clients: [b], scopes: ["c:*"], outside: pass }
mode: { default: observe, other: { audiences: [a], clients: [b] } }
claims: { unlisted: remove }
log: { file: records.jsonl, required: false, inputs: digest, redact: [/request/subject/profile] }
targets: { example/sign-in: { audience: a } }
`);
    expect({
      governance: project?.governance,
      log: project?.log,
      targets: project?.targets.map(({ name, settings }) => [name.value, settings]),
    }).toEqual({
      governance: {
        audiences: ['a'],
        clients: ['b'],
        scopes: ['c:*'],
        outside: 'pass',
        mode: 'observe',
        otherMode: { audiences: ['a'], clients: ['b'] },
        unlistedClaims: 'remove',
      },
      log: {
        store: { driver: 'jsonl', file: 'records.jsonl' },
        required: false,
        inputs: 'digest',
        redact: ['/request/subject/profile'],
        fields: [],
        send: {},
      },
      targets: [['example/sign-in', { audience: 'a' }]],
    });
  });

  test('has sources with owner, time budget, fallbacks and type', () => {
    const schema = { type: 'object', required: ['score'], properties: { score: { type: 'integer' } } };
    const { project, diagnostics } = parse(
      `${start}governs: { outside: pass }
log: { file: records.jsonl }
sources:
  risk: { owner: fraud, driver: static, file: ./data/risk.json, key: subject.id, timeout: 1s, absent: { score: 0 }, schema: ${JSON.stringify(schema)} }
`,
      { 'data/risk.json': '{"ann": {"score": 1}}' },
    );
    const sources = project?.sources.map(({ name, schemaSpan, ...rest }) => ({
      ...rest,
      name: name.value,
      at: schemaSpan.file,
    }));
    expect({ sources, diagnostics }).toEqual({
      sources: [
        {
          name: 'risk',
          owner: 'fraud',
          driver: 'static',
          file: { value: 'data/risk.json', span: expect.objectContaining({ file: 'assay.yaml' }) },
          key: ['subject', 'id'],
          timeoutMs: 1000,
          absent: { score: 0 },
          schema,
          at: 'assay.yaml',
        },
      ],
      diagnostics: [],
    });
  });

  test('reports every mistake of every file at once', () => {
    const { project, diagnostics } = parse(
      `assay: 1
name: Example
policies: [policy.yaml, broken.yaml, gone.yaml]
governs: { outside: maybe }
logg: { file: /records.jsonl }
sources: { risk: { driver: static, file: risk.yaml, key: user.id, timeout: 1, schema: { type: object, properties: { score: { type: integer } } } } }
`,
      { 'broken.yaml': 'policy: example\nowner: 1\n', 'risk.yaml': 'score: high\n' },
    );
    expect(project).toBeUndefined();
    expect(diagnostics.map(({ code, span }) => `${span.file} ${code}`).toSorted()).toEqual([
      'assay.yaml file-not-found',
      'assay.yaml invalid-duration',
      'assay.yaml invalid-name',
      'assay.yaml invalid-value',
      'assay.yaml invalid-value',
      'assay.yaml missing-owner',
      'assay.yaml path-outside-project',
      'assay.yaml unknown-key',
      'broken.yaml duplicate-policy',
      'broken.yaml wrong-type',
      'risk.yaml wrong-type',
    ]);
  });

  test.each(['/etc/passwd', '../a.yaml', 'a/../../b.yaml', '..', '~/a', 'C:\\a', 'a\\b', '.', 'c:a', 'a\0b'])(
    'never asks for a file outside of its folder: %j',
    (path) => {
      const asked: string[] = [];
      const { diagnostics } = parseProject((name) => {
        asked.push(name);
        return name === 'assay.yaml' ? start.replace('policy.yaml', JSON.stringify(path)) : policy;
      });
      expect({ asked, refused: diagnostics.some(({ code }) => code === 'path-outside-project') }).toEqual({
        asked: ['assay.yaml'],
        refused: true,
      });
    },
  );

  test('that is not there is one mistake', () => {
    const { project, diagnostics, files } = parseProject(() => undefined);
    expect({ project, diagnostics, files: [...files] }).toEqual({
      project: undefined,
      diagnostics: [
        {
          code: 'file-not-found',
          severity: 'error',
          message: '`assay.yaml` does not exist',
          span: { file: 'assay.yaml', start: 0, end: 0 },
        },
      ],
      files: [],
    });
  });

  test('of the quickstart has no mistake in its file', () => {
    const text = readFileSync(join(__dirname, '../../../../examples/quickstart/assay.yaml'), 'utf8');
    const { diagnostics } = parseProject((path) =>
      path === 'assay.yaml' ? text : path.startsWith('sources/') ? '{}' : policy,
    );
    expect(diagnostics.filter(({ code, span }) => span.file === 'assay.yaml' && code !== 'duplicate-policy')).toEqual(
      [],
    );
  });
});
