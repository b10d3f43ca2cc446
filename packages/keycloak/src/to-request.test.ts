// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import type { AdaptedRequest } from '@assay/core/pep';
import { parseEvent } from './event.ts';
import { DEFAULT_SETTINGS, type KeycloakSettings } from './settings.ts';
import { askOf, serviceAccountAsk } from './testing/ask-of.ts';
import { toRequest } from './to-request.ts';

const requestFor = (ask: JsonObject, settings: Partial<KeycloakSettings> = {}): AdaptedRequest => {
  const parsed = parseEvent(ask);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return toRequest(parsed.value, { ...DEFAULT_SETTINGS, ...settings });
};
const client = { registration: 'first_party', subjectType: 'workload', audience: 'https://api.example.com' } as const;

test('a sign-in becomes the one question', () => {
  expect(requestFor(askOf())).toEqual({
    trigger: 'TOKEN_RESPONSE',
    grant: 'authorization_code',
    protocol: 'oidc',
    tokens: ['access_token', 'id_token', 'refresh_token'],
    subject: {
      type: 'user',
      id: 'b2b1c1c0-0001-4000-8000-000000000001',
      profile: { keycloak: { realm: 'acme', offline: false, session_notes: {}, client_attributes: {} } },
    },
    actors: [],
    client: { id: 'orders-web', registration: 'first_party' },
    targets: ['orders-api'],
    scopes: ['openid', 'email', 'orders:read'],
    authorizationDetails: [],
    authentication: { acr: '1', amr: ['pwd'], authTime: 1_790_000_000 },
    context: { ip: '192.0.2.7', userAgent: 'Mozilla/5.0', parameters: {} },
    baseline: {
      scopes: ['openid', 'email', 'orders:read'],
      audiences: ['orders-api'],
      groups: ['/staff'],
      roles: ['staff', 'offline_access', 'account:view-profile', 'orders-api:clerk', 'orders-api:auditor'],
      claims: { access_token: { email: 'mara@example.com' }, id_token: { email: 'mara@example.com' } },
      lifetimes: { access_token: 300, id_token: 300, refresh_token: 1800 },
      authorizationDetails: [],
    },
  });
});

describe('what a token is for', () => {
  const none = { access_token: { exp: 2, iat: 1 } };
  test.each([
    ['its audiences but Keycloak’s own', {}, {}, ['orders-api']],
    ['Keycloak’s own too, where the operator names none', {}, { ownAudiences: [] }, ['orders-api', 'account']],
    ['the realm, where it has none', none, {}, ['https://sso.example.com/realms/acme']],
    ['what the operator says, where it has none', none, { audience: 'https://api' }, ['https://api']],
    [
      'what the operator says of its client',
      none,
      { audience: 'https://api', clients: new Map([['orders-web', client]]) },
      ['https://api.example.com'],
    ],
    [
      'the service, before its assertion is built',
      { moment: 'preview', grant_type: 'saml', access_token: null, client: { id: 'https://sp.example.com' } },
      { audience: 'https://api' },
      ['https://sp.example.com'],
    ],
    [
      'what is asked for, before it is built',
      { moment: 'request', access_token: null, requested: { audience: ['a', 'b'], resource: ['a'] } },
      {},
      ['a', 'b'],
    ],
  ])('is %s', (_, part, settings, targets) => {
    const { targets: found, baseline } = requestFor(askOf(part), settings);
    expect([found, baseline.audiences]).toEqual([targets, targets]);
  });
});

describe('a service account', () => {
  test('is its client, and a workload where the operator says so', () => {
    const job = new Map([['orders-job', client]]);
    expect(requestFor(serviceAccountAsk()).subject).toMatchObject({ type: 'client', id: 'orders-job' });
    expect(requestFor(serviceAccountAsk(), { clients: job }).subject).toMatchObject({
      type: 'workload',
      id: 'orders-job',
    });
  });

  test('gets an access token alone', () => {
    const { tokens, protocol, grant } = requestFor(serviceAccountAsk());
    expect({ tokens, protocol, grant }).toEqual({
      tokens: ['access_token'],
      protocol: 'oauth',
      grant: 'client_credentials',
    });
  });
});

test('attributes are values, lists where there are several, and always where the operator says so', () => {
  const attributes = { department: ['ops'], entitlements: ['a'], sites: ['x', 'y'], none: [], keycloak: ['mine'] };
  const { subject } = requestFor(askOf({ user: { id: 'u', attributes } }), { listAttributes: ['entitlements'] });
  const { keycloak, ...own } = subject.profile;
  expect(own).toEqual({ department: 'ops', entitlements: ['a'], sites: ['x', 'y'] });
  expect(keycloak).toMatchObject({ realm: 'acme' });
});

test('the scopes of the client are told where they are sent', () => {
  const client = { id: 'c', default_scopes: ['basic'], optional_scopes: ['phone'] };
  expect(requestFor(askOf({ client })).subject.profile['keycloak']).toMatchObject({
    client_scopes: { default: ['basic'], optional: ['phone'] },
  });
});

test.each([
  [{ dynamic: true, consent_required: true }, 'dynamic'],
  [{ consent_required: true }, 'third_party'],
  [{}, 'first_party'],
])('a client that is %j is %s', (part, registration) => {
  expect(requestFor(askOf({ client: { id: 'c', ...part } })).client).toEqual({ id: 'c', registration });
});

test('before it is built, a refresh with openid is about all three tokens', () => {
  const ask = askOf({
    moment: 'request',
    event: 'TOKEN_REFRESH',
    grant_type: 'refresh_token',
    id_token: null,
    refresh_token: null,
  });
  expect(requestFor(ask).tokens).toEqual(['access_token', 'id_token', 'refresh_token']);
});

test('who acts is read from `act`, the one acting now first, and no deeper than any chain is', () => {
  const act = { sub: 'b', act: { client_id: 'job', sub: 'service' } };
  expect(requestFor(askOf({ access_token: { act } })).actors).toEqual([
    { type: 'user', id: 'b' },
    { type: 'client', id: 'job' },
  ]);
});

test('an assertion is about its attributes', () => {
  const ask = askOf({
    event: 'SAML_RESPONSE',
    grant_type: 'saml',
    scopes: [],
    access_token: null,
    id_token: null,
    refresh_token: null,
    assertion: { attributes: { team: ['north'] }, audience: ['https://sp.example.com'], lifetime_s: 60 },
  });
  const { protocol, grant, tokens, targets, baseline } = requestFor(ask);
  expect({ protocol, grant, tokens, targets, claims: baseline.claims, lifetimes: baseline.lifetimes }).toEqual({
    protocol: 'saml',
    grant: 'sign_in',
    tokens: ['saml2'],
    targets: ['https://sp.example.com'],
    claims: { saml2: { team: ['north'] } },
    lifetimes: { saml2: 60 },
  });
});
