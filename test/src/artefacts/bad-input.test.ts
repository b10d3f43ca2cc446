// SPDX-License-Identifier: Apache-2.0
// What a platform would not take is refused when it is built, with a code and the path; what only a request shows, when it runs, as a denial that says why.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DecisionRecord } from '@assay/core/log';
import type { JsonObject } from '@assay/core/model';
import { stringify } from 'yaml';
import { actionOf, compileHouse, fixturesOf, lambdaOf } from './house.ts';
import { startActions, startCommands, startLambdas } from './own-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-bad-'));
const commands = startCommands();
const actions = startActions();
const lambdas = startLambdas();
afterAll(async () => {
  await Promise.all([commands.close(), actions.close(), lambdas.close()]);
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly said: unknown;
}

/** What a command line comes to; what it says, as JSON. */
async function assay(...args: readonly string[]): Promise<Ended> {
  const { code, out, err } = await commands.run([...args, '--json']);
  return { code, said: JSON.parse(out === '' ? err : out) as unknown };
}

let projects = 0;
/** A project of its own for one target, with this policy below its gate. */
function projectOf(target: string, rules: JsonObject, more: JsonObject = {}): string {
  const root = join(folder, `p${projects++}`);
  const policy = {
    policy: 'p',
    owner: 'p@example.com',
    gates: [{ rule: 'anyone', permit: 'true' }],
    ...rules,
  };
  const project = {
    assay: 1,
    name: 'bad-input',
    policies: ['policy.yaml'],
    governs: { outside: 'pass' },
    targets: { [target]: {} },
    log: { file: 'records.jsonl' },
    ...more,
  };
  for (const [path, content] of [
    ['assay.yaml', project],
    ['policy.yaml', policy],
  ] as const) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), stringify(content, { aliasDuplicateObjects: false }));
  }
  return root;
}
const build = (target: string, root: string): Promise<Ended> =>
  assay('build', '--project', root, '--target', target, '--out', join(root, 'out'));

/** Words that cannot be compressed. */
const noise = (seed: number, words: number): readonly string[] =>
  Array.from({ length: words }, (_, i) => createHash('sha256').update(`${seed} ${i}`).digest('base64url'));

const refused = (code: string, ...problems: readonly object[]): object => ({
  code: 2,
  said: { error: expect.objectContaining({ code, problems }) as unknown },
});

describe('refused when it is built', () => {
  describe('a policy over 100 kB', () => {
    const target = 'auth0/post-login';
    const rules = Array.from({ length: 60 }, (_, i) => ({
      rule: `list-${i}`,
      permit: `client.id in ${JSON.stringify(noise(i, i === 7 ? 80 : 70))}`,
    }));
    let ended: Ended;
    beforeAll(async () => {
      ended = await build(target, projectOf(target, { scopes: { read: rules } }));
    });

    test('with where rules stand that cost most', () => {
      const { error } = ended.said as {
        readonly error: { readonly code: string; readonly problems: readonly object[] };
      }; // sound: looked at next
      expect([ended.code, error.code, error.problems]).toEqual([
        2,
        'ERR_ARTEFACT_SIZE',
        [
          {
            path: `/targets/${target}`,
            message: expect.stringMatching(/^it takes at most 100000 bytes of code, and this is \d+: /) as unknown,
          },
          ...Array.from({ length: 5 }, () => ({
            path: expect.stringMatching(/^policy\.yaml:\d+:\d+$/) as unknown,
            message: expect.stringMatching(/^rule `list-\d+` takes about \d+ bytes$/) as unknown,
          })),
        ],
      ]);
    });

    test('the rule with the longest list first', () => {
      const { error } = ended.said as { readonly error: { readonly problems: readonly object[] } }; // sound: looked at above
      expect(JSON.stringify(error.problems[1])).toContain('`list-7`');
    });
  });

  test('31 secrets', async () => {
    const names = Array.from({ length: 31 }, (_, i) => `s${i}`);
    const sources = Object.fromEntries(
      names.map((name, i) => [
        name,
        {
          owner: 'a@example.com',
          driver: 'http',
          url: `https://${name}.example.com/a`,
          auth: { secret: `KEY_${i}` },
          timeout: '50ms',
          schema: { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
        },
      ]),
    );
    const rules = names.map((name) => ({ rule: `r-${name}`, permit: `${name}.a == "x"` }));
    const target = 'auth0/post-login';
    expect(await build(target, projectOf(target, { scopes: { many: rules } }, { sources }))).toEqual(
      refused('ERR_ARTEFACT_INVALID', { path: '/secrets', message: 'expected at most 30 secrets, found 31' }),
    );
  });

  const set = (claim: string): JsonObject => ({ claims: { [claim]: [{ rule: 'c', value: '"x"' }] } });
  test.each([
    ['a namespace of its own', 'auth0/post-login', set('https://me.auth0.com/team'), 'reserved-claim'],
    ['a claim it keeps to itself', 'auth0/credentials-exchange', set('roles'), 'reserved-claim'],
    ['a claim it keeps to itself', 'cognito/pre-token-generation', set('cognito:groups'), 'reserved-claim'],
    ['a claim every platform keeps', 'cognito/pre-token-generation', set('sub'), 'reserved-claim'],
    // what only another target can do
    ['groups', 'auth0/post-login', { groups: [{ rule: 'g', deny: 'group == "a"' }] }, 'unenforceable'],
    [
      'a claim to be removed',
      'auth0/post-login',
      { claims: { email: [{ rule: 'c', remove: 'true' }] } },
      'unenforceable',
    ],
    [
      'authorization details',
      'cognito/pre-token-generation',
      { authorization_details: { payment: [{ rule: 'd', permit: 'true' }] } },
      'unenforceable',
    ],
  ] as const)('%s, for %s, where it stands', async (_, target, rules, code) => {
    const { code: exit, said } = await build(target, projectOf(target, rules));
    const { error } = said as {
      readonly error: {
        readonly code: string;
        readonly problems: readonly { readonly path: string; readonly message: string }[];
      };
    }; // sound: looked at next
    expect([exit, error.code]).toEqual([2, 'ERR_PROJECT_INVALID']);
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { path, message } of error.problems) {
      expect(path).toMatch(/^policy\.yaml:\d+:\d+$/);
      expect(message.startsWith(`${code}: \`${target}\``) || message.startsWith(`${code}: `)).toBe(true);
    }
  });

  test('a step-up in a machine flow is told where it stands: what needs it is withheld there, and other targets carry it out', async () => {
    const target = 'auth0/credentials-exchange';
    const rules = { scopes: { pay: [{ rule: 's', permit: 'true', require: { step_up: { acr: 'phr' } } }] } };
    const root = projectOf(target, rules);
    const { code, said } = await assay('check', '--project', root);
    const { diagnostics } = said as { readonly diagnostics: readonly object[] }; // sound: looked at next
    expect([code, diagnostics]).toEqual([
      0,
      expect.arrayContaining([
        expect.objectContaining({
          code: 'unenforceable-obligation',
          severity: 'warning',
          file: 'policy.yaml',
        }) as unknown,
      ]) as unknown,
    ]);
    expect((await build(target, root)).code).toBe(0);
  });
});

const UUID = /[0-9a-f-]{36}$/;
const recordIn = (printed: string): DecisionRecord =>
  JSON.parse(printed.split('\n').find((text) => text.startsWith('{')) ?? '') as DecisionRecord; // sound: looked at where it is used

/** A house that grants every numbered scope, and says as claim what a source knows. */
const GENEROUS = compileHouse(
  {},
  `policy: generous
owner: generous@example.com
gates: [{ rule: anyone, permit: 'true' }]
scopes: { 's{n:int}': [{ rule: all, permit: 'true' }] }
claims: { 'https://example.com/tenant': [{ rule: tenant, when: has(iga.tenant), value: iga.tenant, tokens: [access_token] }] }
`,
);
const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `s${i}`);

describe('denied when it runs', () => {
  const events = {
    'post-login': fixturesOf('auth0', 'post-login').get('code') ?? {},
    'credentials-exchange': fixturesOf('auth0', 'credentials-exchange').get('minimal') ?? {},
  };
  const asking = (trigger: keyof typeof events, scopes: readonly string[]): JsonObject => ({
    ...events[trigger],
    ...(trigger === 'credentials-exchange'
      ? { accessToken: { customClaims: {}, scope: scopes } }
      : { transaction: { ...(events[trigger]['transaction'] as JsonObject), requested_scopes: scopes } }), // sound: of a fixture
  });
  const run = async (trigger: keyof typeof events, event: JsonObject, tenant = 'acme') => {
    const code = await actionOf(trigger, GENEROUS);
    const answers = { iga: { status: 'active', roles: [], tenant } };
    const report = await actions.run({ code, trigger, event, answers });
    return { report, record: recordIn(report.console.full) };
  };

  test.each(['post-login', 'credentials-exchange'] as const)('auth0/%s: 1,001 scopes', async (trigger) => {
    const most = await run(trigger, asking(trigger, numbered(1_000)));
    expect([most.report.outcome, most.record.outcome]).toEqual(['permit', 'permit']);
    const { report, record } = await run(trigger, asking(trigger, numbered(1_001)));
    expect([report.outcome, report.errorDescription]).toEqual(['deny', `server_error ${record.id}`]);
    expect(record.reason?.code).toBe('invalid_event');
    expect(record.reason?.admin).toMatch(/^\/event\/.*scopes?: expected at most 1000 items, found 1001/);
  });

  test.each(['post-login', 'credentials-exchange'] as const)('auth0/%s: a claim over 100 kB', async (trigger) => {
    const fits = await run(trigger, asking(trigger, ['s1']), 'x'.repeat(90_000));
    expect([fits.report.outcome, fits.record.outcome]).toEqual(['permit', 'permit']);
    const { report, record } = await run(trigger, asking(trigger, ['s1']), 'x'.repeat(100_001));
    expect([report.outcome, record.reason?.code]).toEqual(['deny', 'unenforceable']);
    expect(record.reason?.admin).toMatch(/^claims of \d+ bytes, where Auth0 takes 100000$/);
    expect(report.errorDescription).toMatch(UUID);
  });

  test('cognito/pre-token-generation: 1,001 scopes', async () => {
    const path = join(folder, 'index.mjs');
    writeFileSync(path, await lambdaOf(GENEROUS));
    const hosted = fixturesOf('cognito').get('v2-hosted') ?? {};
    const asked = (count: number): JsonObject => ({
      ...hosted,
      request: { ...(hosted['request'] as JsonObject), scopes: numbered(count) }, // sound: of a fixture
    });
    const answers = { iga: { status: 'active', roles: [], tenant: 'acme' } };
    expect((await lambdas.run({ path, event: asked(1_000), answers })).thrown).toBeUndefined();
    const { thrown, stdout } = await lambdas.run({ path, event: asked(1_001), answers });
    const { id, reason } = recordIn(stdout);
    expect(reason).toEqual({
      code: 'invalid_event',
      admin: '/request/scopes: expected at most 1000 items, found 1001',
    });
    expect(thrown).toEqual({ isError: true, message: `[server_error] ${id}` });
  });
});
