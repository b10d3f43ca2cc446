// SPDX-License-Identifier: Apache-2.0
import type { AdaptedRequest } from '@assay/core/pep';
import { credentialsExchange } from './credentials-exchange/credentials-exchange.ts';
import { ALL_FEATURES } from './features.ts';
import { nativeOf } from './native.ts';
import { postLogin } from './post-login/post-login.ts';
import { DEFAULT_SETTINGS, type Auth0Settings } from './settings.ts';
import { SAMPLE_EVENTS, sampleEvent, type SampleEvent } from './testing/index.ts';
import { neverTold, triggerOf } from './variants.ts';

const MARA = 'auth0|5f1c8a2e9b3d4c0069f0a1b2';
const API = 'https://api.example.com/orders';
const WEB = 'wEbOrdersClient0123456789abcdEFG';

function requestOf(name: SampleEvent<'post-login'>, settings: Auth0Settings = DEFAULT_SETTINGS): AdaptedRequest {
  const adapter = postLogin(settings, () => 0);
  const event = adapter.parseEvent(nativeOf(sampleEvent('post-login', name), ALL_FEATURES));
  if (!event.ok) throw new TypeError(JSON.stringify(event.problems));
  return adapter.toRequest(event.value);
}

/** What differs by the way to a token. */
const asked = ({ grant, protocol, tokens, scopes, targets, actors }: AdaptedRequest): unknown => ({
  grant,
  protocol,
  tokens,
  scopes,
  targets,
  actors: actors.map(({ type, id }) => `${type} ${id}`),
});

const ALL = ['access_token', 'id_token', 'refresh_token'];
const FULL = ['openid', 'profile', 'email', 'offline_access', 'read:orders', 'write:orders'];
const CHAIN = ['workload agt_2Lk9orders', 'workload mIdOrdersClient0123456789abcdEFG', `workload ${WEB}`];
const USERINFO = 'https://example-orders.eu.auth0.com/userinfo';

const EXPECTED: { readonly [N in SampleEvent<'post-login'>]: unknown } = {
  code: { grant: 'authorization_code', protocol: 'oidc', tokens: ALL, scopes: FULL, targets: [API], actors: [] },
  implicit: {
    grant: 'implicit',
    protocol: 'oidc',
    tokens: ['access_token', 'id_token'],
    scopes: ['openid', 'profile', 'read:orders'],
    targets: [API],
    actors: [],
  },
  hybrid: { grant: 'authorization_code', protocol: 'oidc', tokens: ALL, scopes: FULL, targets: [API], actors: [] },
  silent: {
    grant: 'authorization_code',
    protocol: 'oidc',
    tokens: ['access_token', 'id_token'],
    scopes: ['openid', 'read:orders'],
    targets: [API],
    actors: [],
  },
  device: {
    grant: 'device_code',
    protocol: 'oidc',
    tokens: ALL,
    scopes: ['openid', 'offline_access', 'read:orders'],
    targets: [API],
    actors: [],
  },
  password: {
    grant: 'password',
    protocol: 'oidc',
    tokens: ['access_token', 'id_token'],
    scopes: ['openid', 'read:orders', 'write:orders'],
    targets: [API],
    actors: [],
  },
  refresh: {
    grant: 'refresh_token',
    protocol: 'oidc',
    tokens: ALL,
    scopes: ['openid', 'offline_access', 'read:orders', 'write:orders'],
    targets: [API],
    actors: [],
  },
  ciba: {
    grant: 'ciba',
    protocol: 'oidc',
    tokens: ['access_token', 'id_token'],
    scopes: ['openid', 'write:orders'],
    targets: [API],
    actors: [],
  },
  'token-exchange': {
    grant: 'token_exchange',
    protocol: 'oauth',
    tokens: ['access_token'],
    scopes: ['read:orders'],
    targets: [API],
    actors: [],
  },
  'on-behalf-of': {
    grant: 'token_exchange',
    protocol: 'oauth',
    tokens: ['access_token'],
    scopes: ['read:orders'],
    targets: [API],
    actors: CHAIN,
  },
  samlp: { grant: 'sign_in', protocol: 'saml', tokens: ['saml2'], scopes: [], targets: [USERINFO], actors: [] },
  wsfed: { grant: 'sign_in', protocol: 'saml', tokens: ['saml2'], scopes: [], targets: [USERINFO], actors: [] },
  everything: {
    grant: 'authorization_code',
    protocol: 'oidc',
    tokens: ALL,
    scopes: FULL,
    targets: [API],
    actors: CHAIN,
  },
  minimal: {
    grant: 'sign_in',
    protocol: 'oidc',
    tokens: ALL,
    scopes: [],
    targets: ['https://example-orders.auth0.com/userinfo'],
    actors: [],
  },
  'refresh-minimal': {
    grant: 'refresh_token',
    protocol: 'oidc',
    tokens: ALL,
    scopes: [],
    targets: ['https://example-orders.auth0.com/userinfo'],
    actors: [],
  },
};

test.each(SAMPLE_EVENTS['post-login'])('%s asks the question every identity provider asks', (name) => {
  const request = requestOf(name);
  expect(asked(request)).toEqual(EXPECTED[name]);
  expect(request).toMatchObject({ trigger: 'post-login', subject: { type: 'user', id: MARA } });
  expect(request.baseline).toMatchObject({ scopes: request.scopes, audiences: request.targets });
});

test('what is declared as never told is not there', () => {
  const read = (from: unknown, name: string): unknown => (from as Readonly<Record<string, unknown>>)[name]; // sound: the paths lead through objects
  for (const name of SAMPLE_EVENTS['post-login'])
    for (const path of neverTold('post-login', DEFAULT_SETTINGS).values())
      expect(path.reduce(read, requestOf(name) as unknown)).toBeUndefined();
});

test('the profile is the user, and what the event says around them; nothing of other providers', () => {
  const { profile } = requestOf('everything').subject;
  expect(profile).toMatchObject({
    email: 'mara@example.com',
    roles: ['order-clerk'],
    organization: { id: 'org_Kd72orders00001', name: 'north-depot' },
    connection: { name: 'staff', strategy: 'auth0' },
    risk: { confidence: 'low' },
    session: { id: 'sess_7Qm2orders' },
    refresh_token: { id: 'rt_9Zx4orders', metadata: { granted: '2026-11-13' } },
    agent: { agent_id: 'agt_2Lk9orders' },
    client_metadata: { owner: 'fulfilment' },
    token_exchange: { subject_token_type: 'urn:example:legacy-session' },
  });
  expect(Object.keys(profile)).not.toContain('identities');
});

test('a member of the user never stands for one of ours', () => {
  const adapter = postLogin(DEFAULT_SETTINGS, () => 0);
  const event = sampleEvent('post-login', 'implicit', {
    user: { roles: ['admin'], organization: { id: 'org_x' } },
    authorization: null,
    organization: null,
  });
  const parsed = adapter.parseEvent(nativeOf(event, ALL_FEATURES));
  expect(parsed.ok && [parsed.value.profile['roles'], parsed.value.profile['organization']]).toEqual([
    undefined,
    undefined,
  ]);
});

test('an acr is what the settings say a method shows', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    acr: [
      { acr: 'phr', methods: ['passkey'], factors: [], canEnrol: false },
      { acr: 'mfa', methods: ['otp'], factors: ['otp'], canEnrol: false },
      { acr: 'low', methods: ['pwd'], factors: [], canEnrol: false },
    ],
  };
  expect(requestOf('silent', settings).authentication).toEqual({
    acr: 'mfa',
    amr: ['pwd', 'mfa'],
    authTime: Date.parse('2026-11-20T08:30:02.000Z') / 1000,
  });
  expect(requestOf('code', settings).authentication.acr).toBe('low');
});

test('a client asks for itself, or for a workload behind it', () => {
  const job = 'jObOrdersClient0123456789abcdEFG';
  const settings: Auth0Settings = {
    ...DEFAULT_SETTINGS,
    clients: new Map([[job, { registration: 'first_party', subjectType: 'workload' }]]),
  };
  const adapter = credentialsExchange(settings);
  const event = adapter.parseEvent(nativeOf(sampleEvent('credentials-exchange', 'full'), ALL_FEATURES));
  expect(event.ok && adapter.toRequest(event.value)).toEqual({
    trigger: 'credentials-exchange',
    grant: 'client_credentials',
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: {
      type: 'workload',
      id: job,
      profile: {
        organization: {
          id: 'org_Kd72orders00001',
          name: 'north-depot',
          display_name: 'North Depot',
          metadata: { tier: 'gold' },
        },
        agent: { agent_id: 'agt_5Pq1orders', name: 'Nightly export', agent_metadata: { environment: 'production' } },
        client_metadata: { owner: 'fulfilment' },
      },
    },
    actors: [{ type: 'workload', id: 'agt_5Pq1orders' }],
    client: { id: job, name: 'Nightly export', registration: 'first_party' },
    targets: [API],
    scopes: ['read:orders', 'write:orders'],
    authorizationDetails: [],
    authentication: { amr: [] },
    context: {
      ip: '203.0.113.24',
      userAgent: 'nightly-export/2.1',
      parameters: {
        grant_type: 'client_credentials',
        client_id: job,
        audience: API,
        scope: 'read:orders write:orders',
      },
    },
    baseline: {
      scopes: ['read:orders', 'write:orders'],
      audiences: [API],
      groups: [],
      roles: [],
      claims: { access_token: {} },
      lifetimes: {},
      authorizationDetails: [],
    },
  });
});

test('an event tells its trigger', () => {
  expect(triggerOf(sampleEvent('post-login', 'minimal'))).toBe('post-login');
  expect(triggerOf(sampleEvent('credentials-exchange', 'minimal'))).toBe('credentials-exchange');
  expect(triggerOf(sampleEvent('custom-token-exchange', 'minimal'))).toBe('custom-token-exchange');
  expect(triggerOf({ request: { userAttributes: {} } })).toBeUndefined();
});
