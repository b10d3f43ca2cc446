// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { startManagementApi, type ManagementApi } from './management-api.ts';
import type { Tenant } from './tenant.ts';

/** The stand-in has to be as strict as what it stands in for: else an import into it shows nothing. */
describe('the stand-in of the Management API', () => {
  let tenant: Tenant;
  let api: ManagementApi;

  beforeEach(async () => {
    tenant = { actions: [], profiles: [], bindings: {} };
    api = await startManagementApi(tenant);
  });

  afterEach(() => api.stop());

  const ACTION = {
    name: 'assay',
    code: 'x',
    secrets: [{ name: 'KEY', value: 'hidden' }],
    supported_triggers: [{ id: 'post-login', version: 'v3' }],
  };
  const statusOf = (call: string, body?: unknown): number => api.answerTo(call, body).status;

  test('takes an Action once, and never shows the value of a secret', () => {
    const created = api.answerTo('POST /api/v2/actions/actions', ACTION);
    expect(created).toEqual({
      status: 201,
      body: { ...ACTION, id: 'id-1', status: 'pending', secrets: [{ name: 'KEY' }], all_changes_deployed: false },
    });
    expect(statusOf('POST /api/v2/actions/actions', ACTION)).toBe(409);
    expect(JSON.stringify(api.answerTo('GET /api/v2/actions/actions'))).not.toContain('hidden');
  });

  test.each<[string, object]>([
    ['a member it does not know', { ...ACTION, deployed: true }],
    ['no trigger', { ...ACTION, supported_triggers: [] }],
    ['two triggers', { ...ACTION, supported_triggers: [{ id: 'post-login' }, { id: 'credentials-exchange' }] }],
    ['a trigger there is not', { ...ACTION, supported_triggers: [{ id: 'pre-login' }] }],
    ['a version the trigger has not', { ...ACTION, supported_triggers: [{ id: 'post-login', version: 'v1' }] }],
    ['a runtime there is not', { ...ACTION, runtime: 'node24' }],
    ['31 secrets', { ...ACTION, secrets: Array.from({ length: 31 }, (_, i) => ({ name: `KEY_${i}`, value: '' })) }],
    ['a secret that is too long', { ...ACTION, secrets: [{ name: 'KEY', value: 'x'.repeat(4097) }] }],
    ['code that is too long', { ...ACTION, code: 'x'.repeat(100_001) }],
  ])('refuses an Action with %s', (_, body) => {
    expect(statusOf('POST /api/v2/actions/actions', body)).toBe(400);
    expect(tenant.actions).toEqual([]);
  });

  test('builds an Action again when it is updated, and keeps a secret that is named without a value', () => {
    api.answerTo('POST /api/v2/actions/actions', ACTION);
    const deploy = (): number => statusOf('POST /api/v2/actions/actions/id-1/deploy');
    expect([deploy(), deploy()]).toEqual([400, 202]);
    const changes = { code: 'y', secrets: [{ name: 'KEY' }] };
    expect(statusOf('PATCH /api/v2/actions/actions/id-1', changes)).toBe(200);
    expect([deploy(), deploy()]).toEqual([400, 202]);
    expect(tenant.actions).toEqual([{ ...ACTION, id: 'id-1', code: 'y', status: 'built', deployed: ['x', 'y'] }]);
  });

  test('refuses what names nothing it has', () => {
    api.answerTo('POST /api/v2/actions/actions', ACTION);
    const profile = { name: 'assay', subject_token_type: 'urn:acme:legacy', type: 'custom_authentication' };
    expect([
      statusOf('PATCH /api/v2/actions/actions/id-9', { code: 'y' }),
      statusOf('POST /api/v2/actions/actions/id-9/deploy'),
      statusOf('DELETE /api/v2/actions/actions/id-9'),
      statusOf('PATCH /api/v2/token-exchange-profiles/id-9', { name: 'assay' }),
      statusOf('GET /api/v2/clients'),
      statusOf('POST /api/v2/token-exchange-profiles', { ...profile, action_id: 'id-1' }), // of another trigger
    ]).toEqual([404, 404, 404, 404, 404, 400]);
  });

  test('gives a token for its credentials alone, and answers nobody without one', async () => {
    const { id, secret } = api.credentials;
    const ask = (client_secret: string): Promise<number> =>
      statusOverHttps(api, 'POST /oauth/token', { grant_type: 'client_credentials', client_id: id, client_secret });
    expect([await ask(secret), await ask('another')]).toEqual([200, 401]);
    expect(await statusOverHttps(api, 'POST /api/v2/actions/actions', ACTION)).toBe(401);
    expect({ calls: api.takeCalls(), actions: tenant.actions }).toEqual({
      calls: [{ call: 'POST /api/v2/actions/actions', body: ACTION }],
      actions: [],
    });
  });
});

function statusOverHttps({ domain, certificate }: ManagementApi, call: string, body: object): Promise<number> {
  const [method, path = ''] = call.split(' ');
  return new Promise((resolve, reject) => {
    const options = { method, ca: readFileSync(certificate), headers: { 'content-type': 'application/json' } };
    const sent = request(`https://${domain}${path}`, options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
