// SPDX-License-Identifier: Apache-2.0
import type { AdaptedRequest } from '@assay/core/pep';
import type { JsonObject } from '@assay/core/model';
import { credentialsExchange } from './credentials-exchange/credentials-exchange.ts';
import { ALL_FEATURES } from './features.ts';
import { nativeOf } from './native.ts';
import { postLogin } from './post-login/post-login.ts';
import { DEFAULT_SETTINGS, type Auth0Settings } from './settings.ts';
import { SAMPLE_EVENTS, sampleEvent, type SampleEvent } from './testing/index.ts';
import { neverTold, triggerOf } from './variants.ts';

const MARA = 'auth0|5f1c8a2e9b3d4c0069f0a1b2';
const API = 'https://api.example.com/orders';
const PORTS = { clock: () => Date.parse('2026-11-20T09:00:00.000Z'), parameters: [] };
const WEB = 'wEbOrdersClient0123456789abcdEFG';

function requestOf(name: SampleEvent<'post-login'>, settings: Auth0Settings = DEFAULT_SETTINGS): AdaptedRequest {
  const adapter = postLogin(settings, PORTS);
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
const USERINFO = 'urn:auth0:example-orders:userinfo';

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
    actors: [...CHAIN, 'user auth0|5f1c8a2e9b3d4c0069f0ffff'],
  },
  minimal: {
    grant: 'sign_in',
    protocol: 'oidc',
    tokens: ALL,
    scopes: [],
    targets: [USERINFO],
    actors: [],
  },
  'refresh-minimal': {
    grant: 'refresh_token',
    protocol: 'oidc',
    tokens: ALL,
    scopes: [],
    targets: [USERINFO],
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
  const adapter = postLogin(DEFAULT_SETTINGS, PORTS);
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

describe('the time of an authentication', () => {
  const NOW = Date.parse('2026-11-20T09:00:00.000Z') / 1000;
  const settings: Auth0Settings = {
    ...DEFAULT_SETTINGS,
    acr: [{ acr: 'strong', methods: ['mfa'], factors: [], canEnrol: false }],
  };
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const authTime = (methods: readonly JsonObject[], session: JsonObject | null = null): number | undefined => {
    const event = sampleEvent('post-login', 'code', { authentication: { methods }, session });
    const adapter = postLogin(settings, PORTS);
    const parsed = adapter.parseEvent(nativeOf(event, ALL_FEATURES));
    return parsed.ok ? adapter.toRequest(parsed.value).authentication.authTime : undefined;
  };

  test.each<[string, readonly JsonObject[], number | undefined]>([
    [
      'is that of the method that shows the acr, whatever is newer',
      [
        { name: 'mfa', timestamp: at(NOW - 2_592_000) },
        { name: 'pwd', timestamp: at(NOW - 60) },
      ],
      NOW - 2_592_000,
    ],
    [
      'is the newest of those that show it',
      [
        { name: 'mfa', timestamp: at(NOW - 60) },
        { name: 'mfa', timestamp: at(NOW - 900) },
      ],
      NOW - 60,
    ],
    [
      'is the newest of all where none shows one',
      [{ name: 'pwd', timestamp: at(NOW - 60) }, { name: 'passkey' }],
      NOW - 60,
    ],
    [
      'is not known of a method that shows it without a time',
      [{ name: 'mfa' }, { name: 'pwd', timestamp: at(NOW) }],
      undefined,
    ],
    ['is none that has not come', [{ name: 'mfa', timestamp: at(NOW + 31) }], undefined],
    ['may be ahead by what clocks differ', [{ name: 'mfa', timestamp: at(NOW + 30) }], NOW + 30],
  ])('%s', (_what, methods, want) => {
    expect(authTime(methods)).toBe(want);
  });

  test('is that of the session only where no method has one, and no acr is shown', () => {
    const session = { authenticated_at: at(NOW - 5) };
    expect(authTime([{ name: 'pwd' }], session)).toBe(NOW - 5);
    expect(authTime([{ name: 'mfa' }], session)).toBeUndefined();
    expect(authTime([], { authenticated_at: at(NOW + 3600) })).toBeUndefined();
  });
});

test('a client nobody listed is whose the operator says, and one that registered itself is dynamic', () => {
  const registration = (external: string | null, settings: Partial<Auth0Settings> = {}): unknown => {
    const event = sampleEvent('post-login', 'code', { client: { external_metadata_type: external } });
    const adapter = postLogin({ ...DEFAULT_SETTINGS, ...settings }, PORTS);
    const parsed = adapter.parseEvent(nativeOf(event, ALL_FEATURES));
    return parsed.ok && adapter.toRequest(parsed.value).client.registration;
  };
  expect(registration(null)).toBe('third_party');
  expect(registration(null, { unlistedClients: 'first_party' })).toBe('first_party');
  expect(registration('cimd', { unlistedClients: 'first_party' })).toBe('dynamic');
  const clients = new Map([[WEB, { registration: 'first_party', subjectType: 'client' } as const]]);
  expect(registration('cimd', { clients })).toBe('first_party');
});

test('which domain a request came in by is nobody to tell what a token is for', () => {
  for (const hostname of ['example-orders.eu.auth0.com', 'login.example.com', null]) {
    const event = sampleEvent('post-login', 'code', { resource_server: null, request: { hostname } });
    const adapter = postLogin(DEFAULT_SETTINGS, PORTS);
    const parsed = adapter.parseEvent(nativeOf(event, ALL_FEATURES));
    expect(parsed.ok && adapter.toRequest(parsed.value).targets).toEqual([USERINFO]);
  }
});

test('a page says what was consented to and approved, and nothing of an authentication', () => {
  const approved = ['consent scope a p/r', 'approval gate b p/r', 'step_up gate c p/r', 'step_up scope consent p/r'];
  const user = sampleEvent('post-login', 'code');
  const adapter = postLogin(DEFAULT_SETTINGS, PORTS);
  const parsed = adapter.parseEvent(
    nativeOf(user, ALL_FEATURES, { continued: { sub: MARA, decision: 'd', approved } }),
  );
  expect(parsed.ok && adapter.toRequest(parsed.value).fulfilled).toEqual([
    'consent scope a p/r',
    'approval gate b p/r',
  ]);
});

test('what a policy reads of the client must not have got lost while the user was away', () => {
  const read = (metadata: JsonObject, parameters: readonly string[]): unknown => {
    const event = sampleEvent('post-login', 'code', { transaction: { metadata } });
    const continued = { sub: MARA, decision: 'd', approved: [] };
    const parsed = postLogin(DEFAULT_SETTINGS, { ...PORTS, parameters }).parseEvent(
      nativeOf(event, ALL_FEATURES, { continued }),
    );
    return parsed.ok ? parsed.value.parameters : parsed.problems;
  };
  const lost = [{ path: '/event/transaction/metadata/assay_parameters', message: 'what the client sent is not there' }];
  expect(read({}, ['deal'])).toEqual(lost);
  expect(read({ assay_parameters: 'no JSON' }, ['deal'])).toEqual(lost);
  expect(read({ assay_parameters: '[]' }, ['deal'])).toEqual(lost);
  expect(read({ assay_parameters: '{"deal":"frozen"}' }, ['deal'])).toEqual({ deal: 'frozen' });
  expect(read({}, [])).toEqual({});
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
