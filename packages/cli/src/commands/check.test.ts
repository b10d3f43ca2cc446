// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW);
});
afterEach(() => project.remove());

const check = (...more: readonly string[]): Promise<Run> =>
  run(['check', ...more], { cwd: join(project.path, 'events') });
const edit = (file: string, from: string, to: string): void => {
  const path = join(project.path, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};
const findings = async (): Promise<readonly string[]> => {
  const { out } = await check('--json');
  const { diagnostics } = JSON.parse(out) as {
    diagnostics: readonly { code: string; file: string; line: number; column: number; message: string }[];
  }; // sound: what check prints
  return diagnostics.map(({ code, file, line, column, message }) => `${file}:${line}:${column} ${code} ${message}`);
};

const WARNING =
  'policies/payments.yaml:42:16 unenforceable-obligation `cognito/pre-token-generation` cannot start `step_up`, and nobody meets it there, because its events tell neither `acr` nor `auth_time`: where `strong-reviewer` asks for it, `payments/approve` is withheld';

test('the project is found upwards; warnings alone exit with 0, and what is governed is listed', async () => {
  const { code, out, err } = await check();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out.replace(/sha256-\S+ .*/, 'sha256-…'))
    .toBe(`../policies/payments.yaml:42:16: warning[unenforceable-obligation]: ${WARNING.split(' ').slice(2).join(' ')}
  42 |       require: { step_up: { acr: phr } }
     |                ^^^^^^^^^^^^^^^^^^^^^^^^^
     = docs: docs/diagnostics/unenforceable-obligation.md

quickstart governs
  audiences  https://api.example.com/payments
  clients    all
  scopes     all
  mode       enforce

Gates: may a token exist
  https://api.example.com/payments  employees, machines, switched-off

Scopes
  payments/read     reader
  payments/write    reviewer, no-agents, calm-sign-in
  payments/approve  strong-reviewer

Claims
  tenant  tenant-of-subject
  agent   name-the-agent
  email   not-for-third-parties

Without a rule
  other requests    pass unchanged, recorded as ungoverned
  scopes of OpenID  are kept (openid profile email address phone offline_access)
  other scopes      are withheld
  other claims      are kept

Policies
  payments  payments-iam@example.com  policies/payments.yaml  11 rules

Sources
  iga       identity-governance@example.com  sources/iga.yaml       by subject.id
  app       payments-product@example.com     sources/app.yaml       by subject.id
  risk      fraud@example.com                sources/risk.yaml      by subject.id
  agents    ai-platform@example.com          sources/agents.yaml    by client.id
  switches  security-operations@example.com  sources/switches.yaml  one for all

Runs at
  cognito/pre-token-generation

What they can carry out
                                    cognito/pre-token-generation
  withhold scopes                   yes
  claims of the access token        set, remove
  claims of the ID token            set, remove
  attributes of the SAML assertion  no
  limit the lifetime                no
  take away an audience             no
  take away groups                  yes
  take away roles                   yes
  authorization details             no
  start a requirement               no

Log
  records.jsonl  required: no record, no token  inputs: full

Decision table
  sha256-…

no errors, 1 warning in ..
`);
});

test('every mistake of policies, source data and targets is told at once, with its place; it exits with 1', async () => {
  edit('policies/payments.yaml', 'iga.status == "active"', 'iga.statsu == "active"');
  edit('sources/risk.yaml', 'score: 87', 'score: 870');
  edit('assay.yaml', 'subject_type: workload', 'subject_type: robot');
  edit('assay.yaml', '{ access_token: 60m,', '{ access_token: 1h, refresh: 1h,');
  const { code, out } = await check();
  expect(code).toBe(1);
  expect(out.trimEnd().split('\n').at(-1)).toBe('4 errors, no warnings in ..');
  const found = await findings();
  expect(found.map((finding) => finding.split(' ').slice(0, 2).join(' '))).toEqual([
    'assay.yaml:82:45 invalid-value',
    'assay.yaml:86:81 invalid-value',
    'policies/payments.yaml:15:43 unknown-member',
    'sources/risk.yaml:3:48 source-data-invalid',
  ]);
});

test('a target nobody knows is named, with those that are known', async () => {
  edit('assay.yaml', 'cognito/pre-token-generation:', 'cognito/pre-sign-up:');
  expect(await findings()).toEqual(['assay.yaml:78:3 unknown-name no target is called `cognito/pre-sign-up`']);
});

test('a target whose tokens the project does not govern is an error, also where a policy has mistakes', async () => {
  const ungoverned = [
    'assay.yaml:78:3 ungoverned-target no policy ever decides at `cognito/pre-token-generation`, which has no `audience` here: the project governs no audience of it',
  ];
  edit('assay.yaml', '    audience: https://api.example.com/payments\n', '');
  expect({ code: (await check()).code, found: await findings() }).toEqual({ code: 1, found: ungoverned });
  edit('policies/payments.yaml', 'iga.status == "active"', 'iga.statsu == "active"');
  expect((await findings()).map((finding) => finding.split(' ')[1])).toEqual(['ungoverned-target', 'unknown-member']);
});

test('a target without an audience is fine where its user pool, or the audience of a client, is governed', async () => {
  edit('assay.yaml', '    audience: https://api.example.com/payments\n', '');
  edit(
    'assay.yaml',
    '[https://api.example.com/payments]',
    '[https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1, https://api.example.com/payments]',
  );
  expect(await findings()).toEqual([]); // the policy is about the other audience
  edit('assay.yaml', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1, ', '');
  edit('assay.yaml', 'name: old mobile app', 'name: old mobile app, audience: https://api.example.com/payments');
  expect(await findings()).toEqual([WARNING]);
});

test('a project file that is no YAML is one finding, without a summary', async () => {
  edit('assay.yaml', 'assay: 1', 'assay: [1');
  const { code, out } = await check('--json');
  expect({ code, ...(JSON.parse(out) as object) }).toEqual({
    code: 1,
    ok: false,
    diagnostics: expect.any(Array) as unknown,
    summary: null,
  });
});

test('--json prints what it found and what is governed', async () => {
  const { code, out } = await check('--json');
  const { ok, summary } = JSON.parse(out) as { ok: boolean; summary: Record<string, unknown> }; // sound: what check prints
  expect({ code, ok, found: await findings() }).toEqual({ code: 0, ok: true, found: [WARNING] });
  expect(Object.keys(summary)).toEqual([
    'project',
    'governance',
    'governed',
    'policies',
    'libraries',
    'sources',
    'targets',
    'capabilities',
    'log',
    'table',
  ]);
});
