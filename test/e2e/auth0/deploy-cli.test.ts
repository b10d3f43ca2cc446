// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { installNpmPart } from '../npm-part.ts';
import { PARTS } from '../parts.ts';
import { importFolder, type Imported } from './deploy-cli.ts';
import { ACTIONS, TRIGGERS, writeFolder, type Trigger } from './folders.ts';
import { startManagementApi, type Call } from './management-api.ts';
import type { Tenant } from './tenant.ts';

const part = installNpmPart(PARTS.auth0DeployCli);
if (!part.ok) process.stderr.write(`the end-to-end test of the Auth0 Deploy CLI is skipped: it ${part.why}\n`);

/** Six imports, two at a time on two processors, each of which compiles for 11 s. */
const ALL_IMPORTS_MS = 400_000;

/** What others have in the tenant before the first import. */
const othersTenant = (): Tenant => ({
  actions: [
    {
      id: 'other-action',
      name: 'log-sign-ins',
      code: 'exports.onExecutePostLogin = async () => {};',
      runtime: 'node22',
      supported_triggers: [{ id: 'post-login', version: 'v3' }],
      status: 'built',
      deployed: ['exports.onExecutePostLogin = async () => {};'],
    },
    {
      id: 'other-exchange',
      name: 'exchange-partners',
      code: 'exports.onExecuteCustomTokenExchange = async () => {};',
      supported_triggers: [{ id: 'custom-token-exchange', version: 'v1' }],
      status: 'built',
      deployed: [],
    },
  ],
  profiles: [
    {
      id: 'other-profile',
      name: 'partners',
      subject_token_type: 'urn:partners:token',
      action_id: 'other-exchange',
      type: 'custom_authentication',
    },
  ],
  bindings: { 'post-login': [{ ref: { type: 'action_name', value: 'log-sign-ins' }, display_name: 'Log' }] },
});

/** With what would break JSON, and what a replacement could take for its own. */
const secretsOf = (trigger: Trigger, version: number): Record<string, string> =>
  Object.fromEntries(ACTIONS[trigger].secrets.map((name) => [name, `-- ${name} --\n$& \\ "${version}"\n`]));

/** One import: how it went, what it called, and what the tenant and the file `code.js` were then. */
interface Seen extends Imported {
  readonly calls: readonly Call[];
  readonly tenant: Tenant;
  readonly code: string;
}

/** Imports version after version of an Action into a tenant of its own. */
async function importVersions(
  modules: string,
  trigger: Trigger,
  versions: readonly number[],
  changes: {
    readonly secrets?: Readonly<Record<string, string>>;
    readonly config?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<readonly Seen[]> {
  const tenant = othersTenant();
  const api = await startManagementApi(tenant);
  const folder = mkdtempSync(join(tmpdir(), 'assay-auth0-out-'));
  try {
    const seen: Seen[] = [];
    for (const version of versions) {
      writeFolder(folder, trigger, version);
      const secrets = secretsOf(trigger, version);
      const imported = await importFolder({ modules, api, folder, secrets, ...changes });
      const code = readFileSync(join(folder, 'code.js'), 'utf8');
      seen.push({ ...imported, calls: api.takeCalls(), tenant: structuredClone(tenant), code });
    }
    return seen;
  } finally {
    rmSync(folder, { recursive: true });
    await api.stop();
  }
}

const MODULES = { call: 'GET /api/v2/actions/modules?page=0&per_page=100' };
const LIST = { call: 'GET /api/v2/actions/actions?page=0&per_page=100' };
const LIST_PROFILES = { call: 'GET /api/v2/token-exchange-profiles?take=50' };
const deploy = (id: string): Call => ({ call: `POST /api/v2/actions/actions/${id}/deploy` });

const VERSIONS: Readonly<Record<Trigger, string>> = {
  'post-login': 'v3',
  'credentials-exchange': 'v2',
  'custom-token-exchange': 'v1',
};

/** The body of a creation or of an update: they are the same, with all secrets and their values. */
const actionBody = (trigger: Trigger, code: string, version: number): object => ({
  name: ACTIONS[trigger].name,
  code,
  runtime: 'node22',
  dependencies: [],
  secrets: Object.entries(secretsOf(trigger, version)).map(([name, value]) => ({ name, value })),
  supported_triggers: [{ id: trigger, version: VERSIONS[trigger] }],
});

/** What it warns of; here, that it would like to delete what is of others. */
const warningsIn = (output: string): readonly string[] =>
  stripVTControlCharacters(output)
    .split('\n')
    .flatMap((line) => /(?:warn|error): (.*)/.exec(line)?.[1] ?? []);

const sorted = (calls: readonly Call[]): readonly Call[] =>
  [...calls].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

(part.ok ? describe : describe.skip)('what is written for an Action, imported by the Deploy CLI', () => {
  const seen: Record<string, readonly Seen[]> = {};

  const runOf = (name: string, n: number): Seen => {
    const run = seen[name]?.[n];
    if (run === undefined) throw new Error(`no import ${n} of ${name}`);
    return run;
  };

  beforeAll(async () => {
    if (!part.ok) return;
    const { modules } = part;
    const careless = { AUTH0_ALLOW_DELETE: true, AUTH0_KEYWORD_REPLACE_MAPPINGS: {} };
    await Promise.all([
      importVersions(modules, 'post-login', [1, 2]).then((runs) => (seen['post-login'] = runs)),
      importVersions(modules, 'custom-token-exchange', [1, 2]).then((runs) => (seen['custom-token-exchange'] = runs)),
      importVersions(modules, 'credentials-exchange', [1])
        .then((runs) => (seen['credentials-exchange'] = runs))
        .then(() => importVersions(modules, 'post-login', [1], { secrets: {}, config: careless }))
        .then((runs) => (seen['careless'] = runs)),
    ]);
  }, ALL_IMPORTS_MS);

  describe.each(TRIGGERS)('for %s', (trigger) => {
    const { name, subjectTokenTypes } = ACTIONS[trigger];
    const profileCalls = (body: (type: string, i: number) => Call): readonly Call[] => subjectTokenTypes.map(body);
    const profileNames = subjectTokenTypes.map((_, i) => (i === 0 ? name : `${name}-${i + 1}`));

    test('it is created with its secrets, waits for the build, is deployed, and its profiles name it', () => {
      const { status, output, calls, code } = runOf(trigger, 0);
      expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('Import Successful') as string });
      expect(warningsIn(output)).toEqual(
        ['actions', 'tokenExchangeProfile']
          .slice(0, subjectTokenTypes.length > 0 ? 2 : 1)
          .map((what) => `Detected the following ${what} should be deleted. Doing so may be destructive.`),
      );
      const created = { call: 'POST /api/v2/actions/actions', body: actionBody(trigger, code, 1) };
      const forAction = [MODULES, LIST, created, LIST, deploy('id-1'), deploy('id-1')];
      const forProfiles = profileCalls((type, i) => ({
        call: 'POST /api/v2/token-exchange-profiles',
        body: { name: profileNames[i], subject_token_type: type, action_id: 'id-1', type: 'custom_authentication' },
      }));
      expect(calls.slice(0, 6)).toEqual(forAction);
      expect(sorted(calls.slice(6))).toEqual(
        sorted(forProfiles.length > 0 ? [LIST_PROFILES, LIST, ...forProfiles] : []),
      );
    });

    test('what others have in the tenant is as it was, above all their bindings', () => {
      for (const { tenant } of seen[trigger] ?? []) {
        const before = othersTenant();
        expect({
          actions: tenant.actions.filter((action) => action.name !== name),
          profiles: tenant.profiles.filter((profile) => !profileNames.includes(profile.name)),
          bindings: tenant.bindings,
        }).toEqual(before);
      }
    });
  });

  test.each(['post-login', 'custom-token-exchange'] as const)(
    'a second import for %s updates, and creates nothing twice',
    (trigger) => {
      const first = runOf(trigger, 0);
      const { status, calls, tenant, code } = runOf(trigger, 1);
      const { name, subjectTokenTypes } = ACTIONS[trigger];
      const updated = { call: 'PATCH /api/v2/actions/actions/id-1', body: actionBody(trigger, code, 2) };
      expect(calls.slice(0, 6)).toEqual([MODULES, LIST, updated, LIST, deploy('id-1'), deploy('id-1')]);
      const profiles = first.tenant.profiles.filter(({ action_id: id }) => id === 'id-1');
      const updates = profiles.map(({ id, name: profile, subject_token_type: type }) => ({
        call: `PATCH /api/v2/token-exchange-profiles/${id}`,
        body: { name: profile, subject_token_type: type },
      }));
      expect(sorted(calls.slice(6))).toEqual(sorted(updates.length > 0 ? [LIST_PROFILES, LIST, ...updates] : []));
      expect({ status, profiles: profiles.length, all: tenant.profiles }).toEqual({
        status: 0,
        profiles: subjectTokenTypes.length,
        all: first.tenant.profiles,
      });
      const ours = tenant.actions.filter((action) => action.name === name);
      expect(ours.map(({ id, deployed }) => ({ id, deployed }))).toEqual([
        { id: 'id-1', deployed: [first.code, code] },
      ]);
      expect(code).not.toBe(first.code);
    },
  );

  describe('without what the example configuration says', () => {
    test('the Actions of others are deleted, and those alone are: the stand-in would have shown it above', () => {
      const { tenant, calls } = runOf('careless', 0);
      expect(tenant.actions.map(({ name }) => name)).toEqual([ACTIONS['post-login'].name]);
      expect(calls.filter(({ call }) => call.startsWith('DELETE')).map(({ call }) => call)).toEqual([
        'DELETE /api/v2/actions/actions/other-action?force=true',
        'DELETE /api/v2/actions/actions/other-exchange?force=true',
      ]);
    });

    test('a secret that nobody gave a value gets its keyword as one, which is why the example has an empty value', () => {
      const [action] = runOf('careless', 0).tenant.actions;
      const { secrets } = ACTIONS['post-login'];
      expect(own(action, 'secrets')).toEqual(secrets.map((name) => ({ name, value: `@@${name}@@` })));
    });
  });
});
