// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, type Folder } from '../testing/copy-example.ts';
import { NOW, run, type Run } from '../testing/run.ts';

const EXAMPLE = join(__dirname, '../../../../examples/quickstart');
const DANA = '5f1c9a3e-7d42-4b8e-9a60-2c7d1e0b4f11';
const COPILOT = '8r3ledgercopilot5example01';

let project: Folder;
beforeEach(() => {
  project = copyProject(EXAMPLE, NOW - 60_000);
});
afterEach(() => project.remove());

const decide = (event: string, ...more: readonly string[]): Promise<Run> =>
  run(['decide', '--idp', 'cognito', '--event', `events/${event}.json`, ...more], { cwd: project.path });
const eventOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(project.path, `events/${name}.json`), 'utf8')) as Record<string, unknown>; // sound: an event is an object
const edit = (file: string, from: string, to: string): void => {
  const path = join(project.path, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
};

const DIGEST = expect.stringMatching(/^sha256-[0-9a-f]{64}$/) as unknown;
const ref = (rule: string, line: number, column: number): object => ({
  policy: 'payments',
  rule,
  at: `policies/payments.yaml:${line}:${column}`,
});
const read = (source: string): object => ({ source, status: 'ok', latencyMs: 0, ageSeconds: 60, digest: DIGEST });

test('--json prints one object: the decision, what the identity provider gets back, and the record', async () => {
  const { code, out, err } = await decide('3-ai-agent', '--json');
  const { baseline, inputs, ...record } = (JSON.parse(out) as { record: Record<string, unknown> }).record; // sound: what decide prints
  const email = { action: 'remove', claim: 'email', rule: ref('not-for-third-parties', 55, 7) };
  const tenant = {
    action: 'set',
    claim: 'tenant',
    value: 'north',
    rule: ref('tenant-of-subject', 47, 7),
    sources: ['app'],
  };
  const agent = {
    action: 'set',
    claim: 'agent',
    value: 'copilot',
    rule: ref('name-the-agent', 50, 7),
    sources: ['agents'],
  };
  const withheld = 'an AI agent may read payments, not make them';

  expect({ code, err, ...(JSON.parse(out) as object), record }).toEqual({
    code: 0,
    err: '',
    decision: {
      outcome: 'permit',
      mode: 'enforce',
      governed: true,
      scopes: {
        granted: ['openid', 'email', 'payments/read'],
        withheld: [
          {
            scope: 'payments/write',
            rule: 'no-agents',
            reason: withheld,
            code: 'denied_by_rule',
            at: 'policies/payments.yaml:30:7',
          },
        ],
      },
      claims: { access_token: { agent: 'copilot', tenant: 'north' }, id_token: { tenant: 'north' } },
      removed_claims: { access_token: [], id_token: ['email'] },
      audiences: ['https://api.example.com/payments'],
      lifetimes: {},
      obligations: [],
      policy: { digest: DIGEST },
    },
    native: {
      ...eventOf('3-ai-agent'),
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: { claimsToAddOrOverride: { tenant: 'north' }, claimsToSuppress: ['email'] },
          accessTokenGeneration: {
            claimsToAddOrOverride: { agent: 'copilot', tenant: 'north' },
            scopesToSuppress: ['payments/write'],
          },
        },
      },
    },
    record: {
      version: 1,
      id: '019b7ca9-8c88-7000-8000-000000000000',
      time: '2026-01-02T03:04:05.000Z',
      host: { adapter: 'cognito', trigger: 'pre-token-generation' },
      mode: 'enforce',
      governed: true,
      outcome: 'permit',
      effect: 'issued_as_decided',
      who: {
        subject: { type: 'user', id: DANA },
        actors: [],
        client: { id: COPILOT, name: 'ledger copilot', registration: 'third_party' },
      },
      asked: {
        grant: 'authorization_code',
        protocol: 'oidc',
        tokens: ['access_token', 'id_token'],
        targets: ['https://api.example.com/payments'],
        scopes: ['openid', 'email', 'payments/read', 'payments/write'],
        authorizationDetails: [],
      },
      granted: {
        scopes: [
          { scope: 'openid', rule: null },
          { scope: 'email', rule: null },
          { scope: 'payments/read', rule: ref('reader', 25, 7) },
        ],
        audiences: ['https://api.example.com/payments'],
        authorizationDetails: [],
        tokens: [
          { token: 'access_token', claims: expect.arrayContaining([agent, tenant]) as unknown },
          { token: 'id_token', claims: expect.arrayContaining([email, tenant]) as unknown },
        ],
      },
      withheld: {
        scopes: [
          {
            scope: 'payments/write',
            rule: ref('no-agents', 30, 7),
            reason: { code: 'denied_by_rule', admin: withheld },
          },
        ],
        authorizationDetails: [],
        claims: [],
      },
      obligations: [],
      policy: {
        digest: DIGEST,
        decided: expect.arrayContaining([ref('employees', 14, 5), ref('no-agents', 30, 7)]) as unknown,
      },
      evidence: ['iga', 'switches', 'agents', 'app', 'risk'].map(read),
      trace: expect.any(Array) as unknown,
      timings: { gather: 0, decide: 0, total: 0 },
      correlation: { user_pool: 'eu-central-1_Example01' },
      redacted: [],
    },
  });
  expect({ baseline, inputs }).toEqual({
    baseline: expect.any(Object) as unknown,
    inputs: { digest: DIGEST, request: expect.any(Object) as unknown, attributes: expect.any(Object) as unknown },
  });
});

test('the record printed is the record written', async () => {
  const { out } = await decide('3-ai-agent', '--json');
  const written = readFileSync(join(project.path, 'records.jsonl'), 'utf8');
  const { entry, ...record } = JSON.parse(written) as { entry: object }; // sound: what is written
  expect(record).toEqual((JSON.parse(out) as { record: object }).record); // sound: what decide prints
  expect(Object.keys(entry)).toEqual(['writer', 'seq', 'salts']);
});

test('a denial exits with 1, and tells the client a code and an id only', async () => {
  const { code, out, err } = await decide('5-switched-off-client', '--json');
  const { decision, native } = JSON.parse(out) as { decision: object; native: object }; // sound: what decide prints
  expect({ code, err, decision, native }).toEqual({
    code: 1,
    err: '',
    decision: {
      outcome: 'deny',
      error: 'access_denied',
      reason: { code: 'denied_by_rule', admin: 'this client is switched off' },
      rule: 'switched-off',
      at: 'policies/payments.yaml:18:5',
      mode: 'enforce',
      governed: true,
      scopes: {
        granted: [],
        withheld: ['openid', 'payments/read'].map((scope) => ({
          scope,
          rule: 'switched-off',
          reason: 'this client is switched off',
          code: 'denied_by_rule',
          at: 'policies/payments.yaml:18:5',
        })),
      },
      claims: {},
      removed_claims: {},
      audiences: [],
      lifetimes: {},
      obligations: [],
      policy: { digest: DIGEST },
    },
    native: { errorType: 'Error', errorMessage: '[access_denied] 019b7ca9-8c88-7000-8000-000000000000' },
  });
});

test('an event is read from standard input for `-`', async () => {
  const stdin = readFileSync(join(project.path, 'events/2-service-account.json'));
  const { code, out } = await run(['decide', '--idp', 'cognito', '--event', '-'], { cwd: project.path, stdin });
  expect({ code, first: out.split('\n')[0] }).toEqual({ code: 0, first: 'permit  workload nightly reconciliation' });
});

test('for people it prints what came of each scope and claim, by which rule and where, and where the record is', async () => {
  expect(await decide('3-ai-agent')).toEqual({
    code: 0,
    err: '',
    out: `permit  user ${DANA} through ledger copilot

  granted   openid
            email
            payments/read      reader, policies/payments.yaml:25:7
  withheld  payments/write     an AI agent may read payments, not make them  no-agents, policies/payments.yaml:30:7
  claims    agent = "copilot"  access token  name-the-agent, policies/payments.yaml:50:7
            tenant = "north"   access token and id token  tenant-of-subject, policies/payments.yaml:47:7
            email removed      id token  not-for-third-parties, policies/payments.yaml:55:7
  record    019b7ca9-8c88-7000-8000-000000000000 in records.jsonl
`,
  });
});

test('a requirement Cognito cannot meet withholds its scope, and is told', async () => {
  const { out } = await decide('1-person', '--json');
  const { scopes, obligations } = (JSON.parse(out) as { decision: Record<string, unknown> }).decision; // sound: what decide prints
  expect({ scopes, obligations }).toEqual({
    scopes: {
      granted: ['openid', 'email', 'payments/read', 'payments/write'],
      withheld: [
        {
          scope: 'payments/approve',
          rule: 'strong-reviewer',
          reason: 'step_up (acr phr) is required and not met',
          code: 'unmet_obligation',
          at: 'policies/payments.yaml:38:7',
        },
      ],
    },
    obligations: [
      {
        type: 'step_up',
        properties: { acr: 'phr' },
        about: { scope: 'payments/approve' },
        rule: 'strong-reviewer',
        met: false,
      },
    ],
  });
});

test('where the project observes, the outcome is told and the event goes back unchanged', async () => {
  edit('assay.yaml', 'mode: enforce', 'mode: observe');
  const { code, out } = await decide('5-switched-off-client', '--json');
  const { decision, native } = JSON.parse(out) as { decision: Record<string, unknown>; native: unknown }; // sound: what decide prints
  expect({ code, outcome: decision['outcome'], mode: decision['mode'], native }).toEqual({
    code: 1,
    outcome: 'deny',
    mode: 'observe',
    native: eventOf('5-switched-off-client'),
  });
});

test('what the project does not govern goes back unchanged, and is recorded as such', async () => {
  edit('assay.yaml', 'audiences: [https://api.example.com/payments]', 'clients: [somebody-else]');
  const { code, out } = await decide('5-switched-off-client', '--explain');
  expect({ code, lines: out.split('\n').filter((line) => line.includes('govern')) }).toEqual({
    code: 0,
    lines: [
      'not governed: passed on unchanged',
      'No rule was asked: the policy set does not speak of this request (`governs` in assay.yaml).',
    ],
  });
});

test('what came with the event is shown without what a terminal would obey', async () => {
  edit('events/1-person.json', '"payments/approve"', '"\\u001b]0;owned\\u0007", "\\u202epay", "支払/読む"');
  const { out } = await decide('1-person');
  expect(
    out
      .split('\n')
      .filter((line) => line.includes('no rule'))
      .map((line) => line.slice(12)),
  ).toEqual([
    '\\u{1b}]0;owned\\u{7}  no rule speaks of this scope',
    '\\u{202e}pay          no rule speaks of this scope',
    '支払/読む            no rule speaks of this scope',
  ]);
});

describe('colours', () => {
  const ESCAPE = '\u001b[';
  const isColored = async (
    env: { readonly [name: string]: string },
    terminal: boolean,
    ...more: readonly string[]
  ): Promise<boolean> => {
    const argv = ['decide', '--idp', 'cognito', '--event', 'events/1-person.json', ...more];
    const { out } = await run(argv, { cwd: project.path, env, ...(terminal && { terminal: { columns: 80 } }) });
    return out.includes(ESCAPE);
  };

  test.each<
    [
      what: string,
      env: { readonly [name: string]: string },
      terminal: boolean,
      more: readonly string[],
      colored: boolean,
    ]
  >([
    ['on a terminal', {}, true, [], true],
    ['not when piped', {}, false, [], false],
    ['not with NO_COLOR', { NO_COLOR: '1' }, true, [], false],
    ['with an empty NO_COLOR', { NO_COLOR: '' }, true, [], true],
    ['not with NO_COLOR, also if FORCE_COLOR is set', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, [], false],
    ['piped with FORCE_COLOR', { FORCE_COLOR: '1' }, false, [], true],
    ['not with FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, [], false],
    ['not with --no-color', { FORCE_COLOR: '1' }, true, ['--no-color'], false],
    ['piped with --color', {}, false, ['--color'], true],
    ['not on a dumb terminal', { TERM: 'dumb' }, true, [], false],
    ['never in JSON', { FORCE_COLOR: '1' }, true, ['--json'], false],
  ])('%s', async (_, env, terminal, more, colored) => {
    expect(await isColored(env, terminal, ...more)).toBe(colored);
  });
});
