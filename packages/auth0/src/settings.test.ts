// SPDX-License-Identifier: Apache-2.0
import { ASYMMETRIC } from './issuer-settings.ts';
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

const problems = (value: unknown): readonly string[] => {
  const parsed = parseSettings(value);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

test('nothing has to be said', () => {
  expect(parseSettings({})).toEqual({ ok: true, value: DEFAULT_SETTINGS });
});

test('everything can be said', () => {
  const value = {
    audience: 'https://api.example.com',
    clients: {
      job: { subject_type: 'workload', registration: 'third_party', name: 'Job', audience: 'urn:example:job' },
    },
    lifetimes: { access_token: '1h', refresh_token: '30d' },
    unlisted_clients: 'dynamic',
    unseen_scopes: 'accept',
    claims: { roles: 'https://example.com/roles' },
    saml_attributes: { email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' },
    acr: [{ acr: 'phr', methods: ['passkey', 'webauthn-roaming'], factors: ['webauthn-roaming'], enrol: false }],
    redirect: { url: 'https://consent.example.com/ask', secret: 'CONSENT', expires: '5m' },
    issuers: [
      {
        issuer: 'https://legacy.example.com',
        jwks_uri: 'https://legacy.example.com/keys',
        audience: 'https://tenant.example.com/',
        algorithms: ['ES256'],
        typ: 'session+jwt',
        subject_token_types: ['urn:example:legacy'],
        max_age: '5m',
        clock_tolerance: '10s',
        user: { by: 'connection', connection: 'legacy', claims: { user_id: 'sub', email: 'mail' }, create: true },
        organization_claim: 'org',
      },
      {
        issuer: 'https://legacy.example.com',
        jwks_uri: 'https://legacy.example.com/keys',
        audience: 'https://tenant.example.com/',
        typ: 'application/agent+jwt',
        actor_token_types: ['urn:example:agent'],
        actor: { claim: 'agent', prefix: 'legacy:' },
      },
    ],
    budget: '5s',
    refresh_token_management: true,
    target_scopes: true,
    ws_federation: true,
  };
  expect(parseSettings(value)).toEqual({
    ok: true,
    value: {
      audience: 'https://api.example.com',
      clients: new Map([
        ['job', { subjectType: 'workload', registration: 'third_party', name: 'Job', audience: 'urn:example:job' }],
      ]),
      lifetimes: { access_token: 3600, refresh_token: 2_592_000 },
      unlistedClients: 'dynamic',
      unseenScopes: 'accept',
      claims: new Map([['roles', 'https://example.com/roles']]),
      samlAttributes: new Map([['email', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress']]),
      acr: [{ acr: 'phr', methods: ['passkey', 'webauthn-roaming'], factors: ['webauthn-roaming'], canEnrol: false }],
      redirect: { url: 'https://consent.example.com/ask', secret: 'CONSENT', expiresInSeconds: 300 },
      issuers: [
        {
          issuer: 'https://legacy.example.com',
          jwksUri: 'https://legacy.example.com/keys',
          audience: 'https://tenant.example.com/',
          algorithms: ['ES256'],
          typ: 'session+jwt',
          subjectTokenTypes: ['urn:example:legacy'],
          actorTokenTypes: [],
          maxAgeSeconds: 300,
          clockToleranceSeconds: 10,
          user: {
            by: 'connection',
            connection: 'legacy',
            attributes: { user_id: 'sub', email: 'mail' },
            canCreate: true,
            canUpdate: false,
          },
          organizationClaim: 'org',
        },
        {
          issuer: 'https://legacy.example.com',
          jwksUri: 'https://legacy.example.com/keys',
          audience: 'https://tenant.example.com/',
          algorithms: ASYMMETRIC,
          typ: 'application/agent+jwt',
          subjectTokenTypes: [],
          actorTokenTypes: ['urn:example:agent'],
          maxAgeSeconds: 3600,
          clockToleranceSeconds: 5,
          actor: { claim: 'agent', prefix: 'legacy:' },
        },
      ],
      budgetMs: 5000,
      hasRefreshTokenManagement: true,
      hasTargetScopes: true,
      hasWsFederation: true,
    },
  });
});

const ISSUER = { issuer: 'https://a.example', jwks_uri: 'https://a.example/keys', audience: 'us' };

const SUBJECTS = { ...ISSUER, subject_token_types: ['urn:a:b'], user: { by: 'id', prefix: '' } };
const ACTORS = { ...ISSUER, actor_token_types: ['urn:a:c'], actor: { prefix: 'a:' } };

test('one issuer can have both, by type or by audience', () => {
  expect(
    problems({
      issuers: [
        { ...SUBJECTS, typ: 'a' },
        { ...ACTORS, typ: 'b' },
      ],
    }),
  ).toEqual([]);
  expect(problems({ issuers: [ACTORS, { ...SUBJECTS, audience: 'others' }] })).toEqual([]);
});

test('nobody may enrol a factor unless the operator says so', () => {
  const parsed = parseSettings({ acr: [{ acr: 'phr', methods: ['mfa'], factors: ['otp'] }] });
  expect(parsed.ok && parsed.value.acr).toEqual([{ acr: 'phr', methods: ['mfa'], factors: ['otp'], canEnrol: false }]);
});

test.each<[string, unknown, string]>([
  ['a misspelt key', { audiance: 'x' }, '/audiance: expected one of audience'],
  [
    'a misspelt key of a client',
    { clients: { web: { nmae: 'x' } } },
    '/clients/web/nmae: expected one of registration',
  ],
  ['a token nobody issues', { lifetimes: { session: '1h' } }, '/lifetimes/session: expected one of access_token'],
  ['a lifetime without a unit', { lifetimes: { id_token: 60 } }, '/lifetimes/id_token: expected a duration'],
  ['a claim renamed to a restricted one', { claims: { staff: 'groups' } }, '/claims/staff: no token of Auth0 can have'],
  ['a namespace of Auth0', { claims: { x: 'https://a.auth0.com/x' } }, '/claims/x: no token of Auth0 can have'],
  [
    'a factor there is not',
    { acr: [{ acr: 'a', methods: ['x'], factors: ['duo'] }] },
    '/acr/0/factors: expected some of',
  ],
  ['an acr nothing shows', { acr: [{ acr: 'a', methods: [] }] }, '/acr/0/methods: expected at least one'],
  [
    'a page without TLS',
    { redirect: { url: 'http://a.example', secret: 'S' } },
    '/redirect/url: expected an https URL',
  ],
  ['a page without a secret', { redirect: { url: 'https://a.example' } }, '/redirect/secret: expected a string'],
  [
    'an answer that may take a day',
    { redirect: { url: 'https://a.example', secret: 'S', expires: '1d' } },
    '/redirect/expires: expected between',
  ],
  [
    'keys without TLS',
    { issuers: [{ ...ISSUER, jwks_uri: 'http://a.example/keys' }] },
    '/issuers/0/jwks_uri: expected an https URL',
  ],
  [
    'a shared secret',
    { issuers: [{ ...ISSUER, algorithms: ['HS256'] }] },
    '/issuers/0/algorithms: expected a list of RS256',
  ],
  ['no algorithm', { issuers: [{ ...ISSUER, algorithms: [] }] }, '/issuers/0/algorithms: expected at least one'],
  [
    'a clock an hour off',
    { issuers: [{ ...ISSUER, clock_tolerance: '1h' }] },
    '/issuers/0/clock_tolerance: expected at most 60s',
  ],
  [
    'tokens that speak for nobody',
    { issuers: [{ ...ISSUER, subject_token_types: ['urn:a:b'] }] },
    '/issuers/0/user: expected which user',
  ],
  [
    'a user without an id',
    { issuers: [{ ...ISSUER, user: { by: 'connection', connection: 'c', claims: {} } }] },
    '/issuers/0/user/claims/user_id: expected the claim',
  ],
  ['an issuer twice', { issuers: [ISSUER, ISSUER] }, '/issuers/1/issuer: expected each issuer once'],
  [
    'an issuer twice for the same',
    { issuers: [SUBJECTS, { ...SUBJECTS, typ: 'b' }] },
    '/issuers/1/issuer: expected each',
  ],
  [
    'an issuer whose tokens cannot be told apart',
    {
      issuers: [
        { ...SUBJECTS, typ: 'A+jwt' },
        { ...ACTORS, typ: 'application/a+JWT' },
      ],
    },
    '/issuers/1/issuer: expected another `typ`',
  ],
  [
    'one of two that takes any type',
    { issuers: [{ ...SUBJECTS, typ: 'a' }, ACTORS] },
    '/issuers/1/issuer: expected another',
  ],
  [
    'one token for a subject and an actor',
    { issuers: [{ ...SUBJECTS, ...ACTORS }] },
    '/issuers/0/actor_token_types: expected an entry of their own',
  ],
  [
    'actors by the names somebody else gives them',
    { issuers: [{ ...ISSUER, actor_token_types: ['urn:a:c'] }] },
    '/issuers/0/actor: expected what',
  ],
  [
    'actors without a prefix',
    { issuers: [{ ...ACTORS, actor: { prefix: '' } }] },
    '/issuers/0/actor/prefix: expected a prefix that is not empty',
  ],
  [
    'actors without a word on a prefix',
    { issuers: [{ ...ACTORS, actor: {} }] },
    '/issuers/0/actor/prefix: expected a string',
  ],
  [
    'users without a word on a prefix',
    { issuers: [{ ...SUBJECTS, user: { by: 'id' } }] },
    '/issuers/0/user/prefix: expected',
  ],
  ['clients of nobody we know', { unlisted_clients: 'ours' }, '/unlisted_clients: expected one of first_party'],
  ['a claim renamed to one that is reserved', { claims: { staff: '__proto__' } }, '/claims/staff: no token of Auth0'],
  ['two claims of one name', { claims: { a: 'x', b: 'x' } }, '/claims/b: two claims cannot both be named `x`'],
  ['two attributes of one name', { saml_attributes: { a: 'x', b: 'x' } }, '/saml_attributes/b: two claims cannot'],
  [
    'an attribute that is the NameID',
    { saml_attributes: { tier: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/NameIdentifier' } },
    '/saml_attributes/tier: no token of Auth0',
  ],
  ['more than there is', { budget: '20s' }, '/budget: expected between 1s and 18s'],
  ['a flag that is none', { target_scopes: 'yes' }, '/target_scopes: expected true or false'],
])('%s is a problem', (_what, value, want) => {
  expect(problems(value)).toEqual([expect.stringContaining(want) as string]);
});
