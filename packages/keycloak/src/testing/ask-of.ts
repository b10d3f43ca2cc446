// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';

/** The ask of a sign-in with a code, as the provider sends it; `part` replaces members. */
export function askOf(part: JsonObject = {}): JsonObject {
  return {
    version: 1,
    needs: '',
    moment: 'response',
    event: 'TOKEN_RESPONSE',
    grant_type: 'authorization_code',
    realm: 'acme',
    issuer: 'https://sso.example.com/realms/acme',
    server: '26.7.3',
    client: { id: 'orders-web', public: true },
    user: { id: 'b2b1c1c0-0001-4000-8000-000000000001', groups: ['/staff'] },
    session: { id: 'sess-1', acr: '1', amr: ['pwd'], auth_time: 1_790_000_000 },
    requested: { scope: 'openid email orders:read' },
    scopes: ['openid', 'email', 'orders:read'],
    access_token: {
      exp: 1_790_000_300,
      iat: 1_790_000_000,
      jti: 'onrtac:1',
      iss: 'https://sso.example.com/realms/acme',
      aud: ['orders-api', 'account'],
      sub: 'b2b1c1c0-0001-4000-8000-000000000001',
      typ: 'Bearer',
      azp: 'orders-web',
      sid: 'sess-1',
      scope: 'openid email orders:read',
      email: 'mara@example.com',
      realm_access: { roles: ['staff', 'offline_access'] },
      resource_access: { account: { roles: ['view-profile'] }, 'orders-api': { roles: ['clerk', 'auditor'] } },
    },
    id_token: { exp: 1_790_000_300, iat: 1_790_000_000, sub: 'b2b1c1c0', email: 'mara@example.com' },
    refresh_token: { exp: 1_790_001_800, iat: 1_790_000_000, typ: 'Refresh' },
    remote_address: '192.0.2.7',
    user_agent: 'Mozilla/5.0',
    parameters: {},
    ...part,
  };
}

/** The ask of a service account. */
export function serviceAccountAsk(part: JsonObject = {}): JsonObject {
  return askOf({
    event: 'SERVICE_ACCOUNT_TOKEN_RESPONSE',
    grant_type: 'client_credentials',
    client: { id: 'orders-job', public: false },
    user: { id: 'b2b1c1c0-0002-4000-8000-000000000002', service_account: true },
    session: {},
    requested: {},
    scopes: ['orders:read'],
    access_token: { exp: 1_790_000_300, iat: 1_790_000_000, scope: 'orders:read', client_id: 'orders-job' },
    id_token: null,
    refresh_token: null,
    ...part,
  });
}
