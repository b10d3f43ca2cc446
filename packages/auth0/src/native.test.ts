// SPDX-License-Identifier: Apache-2.0
import { ALL_FEATURES } from './features.ts';
import { nativeOf } from './native.ts';

test('of an event only what is read is taken, and nothing that must not get anywhere', () => {
  const event = {
    secrets: { KEY: 'x' },
    configuration: {},
    user: { user_id: 'auth0|mara', created_at: new Date(0), name: undefined, identities: [{ accessToken: 'x' }] },
    client: { client_id: 'web', external_metadata_type: 'cimd', authentication: { certificate: {} } },
    transaction: { protocol: 'samlp', state: 'x', subject_token: 'x', actor_token: 'x', actor_token_user: {} },
    request: {
      ip: '192.0.2.1',
      geoip: { latitude: 52 },
      query: { audience: 'a', state: 'x', code_challenge: 'x', deal: 'd-1', list: ['x'] },
      body: {
        deal: 'd-2',
        client_secret: 'x',
        password: 'x',
        Password: 'x',
        code: 'x',
        refresh_token: 'x',
        subject_token: 'x',
        my_secret: 'x',
        session_token: 'x',
        SAMLRequest: 'x',
      },
    },
    tenant: { id: 'acme' },
    nothing: undefined,
  };
  expect(nativeOf(event, ALL_FEATURES)).toEqual({
    features: ALL_FEATURES,
    event: {
      user: { user_id: 'auth0|mara', created_at: '1970-01-01T00:00:00.000Z' },
      client: { client_id: 'web', external_metadata_type: 'cimd' },
      transaction: { protocol: 'samlp' },
      request: { ip: '192.0.2.1', parameters: { audience: 'a', deal: 'd-2' } },
      tenant: { id: 'acme' },
    },
  });
});

test('an event that cannot be copied is none', () => {
  const loop: Record<string, unknown> = {};
  loop['loop'] = loop;
  expect(nativeOf({ user: { app_metadata: loop } }, ALL_FEATURES).event).toBeNull();
  expect(nativeOf('text', ALL_FEATURES).event).toBeNull();
});
