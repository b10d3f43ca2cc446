// SPDX-License-Identifier: Apache-2.0

/** An ask as the provider sends it for a refresh: about 2 kB. */
export const ASK = {
  version: 1,
  needs: '',
  moment: 'response',
  event: 'TOKEN_REFRESH',
  grant_type: 'refresh_token',
  realm: 'bench',
  issuer: 'https://idp.example.com/realms/bench',
  server: '26.7.3',
  client: {
    id: 'app',
    name: 'App',
    public: false,
    attributes: { 'assay.registration': 'first_party' },
    default_scopes: ['profile', 'email', 'roles', 'web-origins', 'acr', 'basic'],
    optional_scopes: ['offline_access', 'address', 'phone', 'payments:read', 'payments:write'],
  },
  user: {
    id: '5f0c6f0e-3f6e-4a0c-9f42-1c5b7c1f9d11',
    username: 'user-1',
    service_account: false,
    attributes: { department: ['payments'], level: ['3'] },
    groups: ['/staff/clerks', '/staff/payments'],
  },
  session: {
    id: '0b1a3c1e-6d0e-4d7c-8a0e-7f6a3b9a2d10',
    acr: '1',
    amr: ['pwd'],
    auth_time: 1_790_000_000,
    offline: false,
  },
  requested: { scope: 'openid profile payments:read payments:write' },
  scopes: ['openid', 'profile', 'email', 'payments:read', 'payments:write'],
  access_token: {
    exp: 1_790_000_300,
    iat: 1_790_000_000,
    jti: 'trrtrt:1a6a0f4c-2c60-4f6a-a7f3-6c4cf0a7d1a2',
    iss: 'https://idp.example.com/realms/bench',
    aud: ['https://api.example.com/payments', 'account'],
    sub: '5f0c6f0e-3f6e-4a0c-9f42-1c5b7c1f9d11',
    typ: 'Bearer',
    azp: 'app',
    sid: '0b1a3c1e-6d0e-4d7c-8a0e-7f6a3b9a2d10',
    acr: '1',
    'allowed-origins': ['https://app.example.com'],
    realm_access: { roles: ['default-roles-bench', 'offline_access', 'uma_authorization', 'clerk'] },
    resource_access: { account: { roles: ['manage-account', 'view-profile'] } },
    scope: 'openid profile email payments:read payments:write',
    name: 'User One',
    preferred_username: 'user-1',
  },
  id_token: { exp: 1_790_000_300, iat: 1_790_000_000, aud: 'app', sub: '5f0c6f0e-3f6e-4a0c-9f42-1c5b7c1f9d11' },
  refresh_token: { exp: 1_790_001_800, iat: 1_790_000_000, typ: 'Refresh' },
  remote_address: '192.0.2.1',
  user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36',
} as const;

/** The ask on the wire, with the secret of an enforcement point. */
export function requestOf(secret: string): Buffer {
  const body = JSON.stringify(ASK);
  return Buffer.from(
    `POST /v1/issuance/keycloak HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${secret}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
