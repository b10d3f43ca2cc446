// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFolder } from './folders.ts';
import { startManagementApi, type ManagementApi } from './management-api.ts';
import type { Binding, Tenant } from './tenant.ts';

/** The order of calls the README gives to whoever uses no tool. */
describe('the bodies for the Management API, sent by hand', () => {
  const others: Binding = { ref: { type: 'action_name', value: 'log-sign-ins' }, display_name: 'Log' };
  let tenant: Tenant;
  let api: ManagementApi;
  let out: string;

  beforeEach(async () => {
    out = mkdtempSync(join(tmpdir(), 'assay-auth0-by-hand-'));
    const log = { name: 'log-sign-ins', code: '', supported_triggers: [{ id: 'post-login', version: 'v3' }] };
    tenant = {
      actions: [{ ...log, id: 'other', status: 'built', deployed: [''] }],
      profiles: [],
      bindings: { 'post-login': [others] },
    };
    api = await startManagementApi(tenant);
  });

  afterEach(async () => {
    await api.stop();
    rmSync(out, { recursive: true });
  });

  const bodyIn = (file: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(out, 'management-api', file), 'utf8')) as Record<string, unknown>; // sound: what the stand-in gets is checked there

  const createAndDeploy = (): void => {
    const body = bodyIn('create-action.json');
    const secrets = (body['secrets'] as readonly object[]).map((secret) => ({ ...secret, value: 'of the admin' })); // sound: as above
    const statuses = [
      api.answerTo('POST /api/v2/actions/actions', { ...body, secrets }),
      api.answerTo('POST /api/v2/actions/actions/id-1/deploy'), // too early
      api.answerTo('POST /api/v2/actions/actions/id-1/deploy'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([201, 400, 202]);
  };

  test('an Action is created, deployed, and bound after those of others', () => {
    writeFolder(out, 'post-login');
    createAndDeploy();
    const { body } = api.answerTo('GET /api/v2/actions/triggers/post-login/bindings');
    const { bindings } = body as { bindings: readonly Binding[] }; // sound: compared whole below
    const ours = bodyIn('bind-action.json');
    const bound = api.answerTo('PATCH /api/v2/actions/triggers/post-login/bindings', { bindings: [...bindings, ours] });
    expect({ status: bound.status, bindings: tenant.bindings['post-login'] }).toEqual({
      status: 200,
      bindings: [others, { ref: { type: 'action_name', value: 'assay-post-login' }, display_name: 'assay-post-login' }],
    });
    expect(tenant.actions[1]?.deployed).toEqual([readFileSync(join(out, 'code.js'), 'utf8')]);
  });

  test('the binding alone is no body: sent by mistake it is refused, and unbinds nobody', () => {
    writeFolder(out, 'post-login');
    createAndDeploy();
    const refused = api.answerTo('PATCH /api/v2/actions/triggers/post-login/bindings', bodyIn('bind-action.json'));
    expect({ status: refused.status, bindings: tenant.bindings['post-login'] }).toEqual({
      status: 400,
      bindings: [others],
    });
  });

  test('a token exchange needs its profiles, with the id of the Action', () => {
    writeFolder(out, 'custom-token-exchange');
    createAndDeploy();
    const profiles = ['token-exchange-profile.json', 'token-exchange-profile-2.json'].map(bodyIn);
    const send = (body: object): number => api.answerTo('POST /api/v2/token-exchange-profiles', body).status;
    expect(profiles.map(send)).toEqual([400, 400]); // the id is still to be filled in
    expect(profiles.map((profile) => send({ ...profile, action_id: 'id-1' }))).toEqual([201, 201]);
    expect(tenant.profiles.map(({ name, subject_token_type: type, action_id: id }) => ({ name, type, id }))).toEqual([
      { name: 'assay-custom-token-exchange', type: 'urn:acme:legacy-token', id: 'id-1' },
      { name: 'assay-custom-token-exchange-2', type: 'https://acme.example/partner-token', id: 'id-1' },
    ]);
  });
});
