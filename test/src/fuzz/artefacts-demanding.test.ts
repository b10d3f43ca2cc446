// SPDX-License-Identifier: Apache-2.0
// A policy that asks for a step-up and a consent, and takes away roles and groups, whatever event it is asked about: what nobody did is not granted, and nobody is sent
// anywhere but where the operator said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionEntrypoint, ActionReport } from '@assay/auth0/testing';
import type { DecisionRecord } from '@assay/core/log';
import { own, type JsonObject } from '@assay/core/model';
import { fuzzRuns } from '@assay/core/testing';
import fc from 'fast-check';
import { compileHouse, fixturesOf } from '../artefacts/house.ts';
import { anyEvent, mutated, TOKEN } from '../artefacts/hostile-events.ts';
import { startActions, startLambdas } from '../artefacts/own-process.ts';
import { recordProblems } from '../record-schema.ts';
import { builtCode } from '../vectors/deployed.ts';

jest.setTimeout(3_600_000);
const actions = startActions();
const lambdas = startLambdas();
const folder = mkdtempSync(join(tmpdir(), 'assay-demanding-'));
const outcomes = new Map<string, number>();
const count = (name: string): void => void outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
afterAll(async () => {
  await Promise.all([actions.close(), lambdas.close()]);
  rmSync(folder, { recursive: true });
  process.stderr.write(`demanding: ${JSON.stringify(Object.fromEntries(outcomes))}\n`);
});

const HOUSE = compileHouse(
  {},
  `policy: demanding
owner: demanding@example.com
gates: [{ rule: anyone, permit: 'true' }]
scopes:
  'read:orders': [{ rule: readers, permit: 'true' }]
  'stock/read': [{ rule: counters, permit: 'true' }]
  'write:orders': [{ rule: strong, permit: 'true', require: { step_up: { acr: phr } } }]
  offline_access: [{ rule: agreed, permit: 'true', require: { consent: {} } }]
groups: [{ rule: no-auditors, deny: group == "auditors" }]
roles: [{ rule: no-clerks, deny: 'role.endsWith("clerk")' }]
`,
);
const PAGE = 'https://page.example.com/ask';
const ROLES = 'https://example.com/roles';
const SETTINGS: JsonObject = {
  acr: [{ acr: 'phr', methods: ['passkey', 'webauthn-roaming'], factors: ['otp'] }],
  redirect: { url: PAGE, secret: 'PAGE' },
  claims: { roles: ROLES },
};
const TOLD = /^[a-z_]+ [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function recordIn(printed: string): DecisionRecord {
  // a second one says of the first that a call of its answer was not taken
  const records = printed.split('\n').filter((line) => line.startsWith('{"version":'));
  expect([1, printed.includes(' was not taken, ') ? 2 : 1]).toContain(records.length);
  expect(printed).not.toContain(TOKEN);
  const record = JSON.parse(records.at(-1) ?? '') as DecisionRecord; // sound: looked at by its schema
  expect(recordProblems(record)).toEqual([]);
  return record;
}

describe('auth0/post-login', () => {
  let code = '';
  beforeAll(async () => {
    code = await builtCode(HOUSE, 'auth0/post-login', SETTINGS);
  });
  const events = [...fixturesOf('auth0', 'post-login').values()].map((event) => ({
    ...event,
    secrets: { PAGE: 'a-secret-of-the-page-which-is-long-enough-to-sign-with' },
  }));

  const run = async (event: JsonObject, entrypoint: ActionEntrypoint): Promise<ActionReport> => {
    const report = await actions.run({ code, trigger: 'post-login', entrypoint, event });
    count(`${entrypoint} ${report.outcome}`);
    const { id } = recordIn(report.console.full);
    expect(JSON.stringify([report.calls, report.console])).not.toContain(
      'a-secret-of-the-page-which-is-long-enough-to-sign-with',
    );
    if (report.outcome === 'deny') {
      expect(report.errorDescription).toMatch(TOLD);
      expect(report.errorDescription?.endsWith(id)).toBe(true);
    }
    return report;
  };

  const first = async (event: JsonObject): Promise<void> => {
    const { outcome, token, redirect, challenge } = await run(event, 'onExecutePostLogin');
    expect(['permit', 'deny', 'suspended']).toContain(outcome);
    if (redirect !== undefined) expect(redirect.url.startsWith(`${PAGE}?session_token=`)).toBe(true);
    if (challenge !== undefined) expect(challenge.factors.map(({ type }) => type)).toEqual(['otp']);
    for (const claims of [token?.accessToken.customClaims, token?.idToken.customClaims]) {
      expect(Object.keys(claims ?? {}).filter((name) => name !== ROLES)).toEqual([]);
      for (const role of (claims?.[ROLES] ?? []) as readonly string[]) {
        // sound: or it is no list of names, and fails
        expect(role.endsWith('clerk')).toBe(false);
        expect(JSON.stringify(own(event, 'authorization'))).toContain(JSON.stringify(role));
      }
    }
    if (outcome !== 'permit') return;
    const scopes = token?.accessToken.scopes ?? [];
    expect(scopes).not.toContain('offline_access');
    const methods = JSON.stringify(own(own(event, 'authentication'), 'methods') ?? []);
    if (scopes.includes('write:orders')) expect(methods).toMatch(/passkey|webauthn-roaming/);
  };

  test('an event that was changed', async () => {
    await fc.assert(fc.asyncProperty(mutated(events), first), fuzzRuns(400));
    for (const outcome of ['permit', 'deny', 'suspended'])
      expect(outcomes.get(`onExecutePostLogin ${outcome}`) ?? 0).toBeGreaterThan(5);
  });

  test('who comes back without an answer of the page gets no token', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(mutated(events), anyEvent), async (event) => {
        const { outcome } = await run(event, 'onContinuePostLogin');
        expect(outcome).toBe('deny');
      }),
      fuzzRuns(200),
    ));
});

describe('cognito/pre-token-generation', () => {
  const path = join(folder, 'index.mjs');
  beforeAll(async () => writeFileSync(path, await builtCode(HOUSE, 'cognito/pre-token-generation', {})));

  test('groups and roles only ever become fewer', () =>
    fc.assert(
      fc.asyncProperty(mutated([...fixturesOf('cognito').values()]), async (event) => {
        const { returned, thrown, stdout, stderr } = await lambdas.run({ path, event });
        expect(stderr).toBe('');
        const { id } = recordIn(stdout);
        count(`Lambda ${thrown === undefined ? 'permit' : 'deny'}`);
        if (thrown !== undefined) return expect(thrown.message).toMatch(new RegExp(`^\\[[a-z_]+\\] ${id}$`));
        const asked = own(own(event, 'request'), 'groupConfiguration');
        const textsIn = (value: unknown, name: string) => (own(value, name) ?? []) as readonly string[]; // sound: compared with texts
        const groups = textsIn(asked, 'groupsToOverride');
        const roles = textsIn(asked, 'iamRolesToOverride');
        const override = own(own(own(returned, 'response'), 'claimsAndScopeOverrideDetails'), 'groupOverrideDetails');
        const kept = {
          groups: groups.filter((name) => name !== 'auditors'),
          roles: roles.filter((name) => !name.endsWith('clerk')),
        };
        const isSame = kept.groups.length === groups.length && kept.roles.length === roles.length;
        if (isSame) return expect(override).toBeUndefined();
        expect(textsIn(override, 'groupsToOverride')).toEqual(kept.groups);
        expect(textsIn(override, 'iamRolesToOverride')).toEqual(kept.roles);
        const preferred = own(override, 'preferredRole');
        if (preferred !== undefined) expect(kept.roles).toContain(preferred);
      }),
      fuzzRuns(400),
    ));
});
