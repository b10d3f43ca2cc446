// SPDX-License-Identifier: Apache-2.0
import type { RealmAnswers } from '../realm/facts.ts';
import { GATED, oidcClient, policy, realmWith, samlClient, serverInfo, type Members } from '../testing/gated-realm.ts';
import { examine } from './examine.ts';

const codesOf = (otherwise: Partial<RealmAnswers>): readonly string[] =>
  examine(realmWith(otherwise)).findings.map(({ code, severity, path }) => `${severity} ${code} ${path}`);

/** The cells of a client that it may have, shortly. */
function cellsOf(otherwise: Partial<RealmAnswers>, clientId = 'web'): Readonly<Record<string, string>> {
  const found = examine(realmWith(otherwise)).clients.find(({ client }) => client === clientId);
  return Object.fromEntries(
    Object.entries(found?.cells ?? {}).flatMap(([grant, { reach }]) =>
      reach === 'not_allowed' ? [] : [[grant, reach]],
    ),
  );
}

const policies = (...all: readonly Members[]): Partial<RealmAnswers> => ({ policies: { policies: all } });
const profiles = (...all: readonly Members[]): Partial<RealmAnswers> => ({ profiles: { profiles: all } });
const ours = (...executors: readonly Members[]): Members => ({ name: 'assay', executors });
const executor = (id: string, configuration: Members = {}): Members => ({ executor: id, configuration });
const GATE = executor('assay-issuance');

test('finds nothing wrong with a realm that has the gate', () => {
  const { artefacts, findings, clients } = examine(realmWith());
  expect({ artefacts, findings }).toEqual({
    artefacts: [
      {
        target: 'keycloak/issuance',
        name: 'client policy `assay`, client profile `assay`',
        file: 'realm',
        isBound: true,
        code: 'not_compared',
      },
    ],
    findings: [],
  });
  expect(clients.map(({ client, cells }) => [client, cells['authorization_code'], cells['saml']])).toEqual([
    ['web', { reach: 'asks', why: 'client policy `assay`' }, { reach: 'not_allowed', why: 'the client may not' }],
    ['wiki', { reach: 'not_allowed', why: 'the client may not' }, { reach: 'asks', why: 'mapper `assay-saml`' }],
  ]);
});

test.each<[string, Partial<RealmAnswers>, readonly string[], string]>([
  ['there is no profile', { ...profiles(), ...policies() }, ['error profile-missing /clientProfiles'], 'passes_by'],
  ['there is no policy', policies(), ['error policy-missing /clientPolicies'], 'passes_by'],
  [
    'the profile was deleted, and the policy stays',
    profiles(),
    ['error profile-missing /clientProfiles', 'error profile-deleted /clientPolicies/policies/0/profiles'],
    'passes_by',
  ],
  [
    'the executor was taken out of the profile',
    profiles(ours(executor('pkce-enforcer'))),
    ['error profile-missing /clientProfiles'],
    'passes_by',
  ],
  [
    'the policy is disabled',
    policies(policy({ enabled: false })),
    ['error policy-disabled /clientPolicies/policies/0/enabled'],
    'passes_by',
  ],
  [
    'the policy does not say whether it is enabled',
    policies(policy({ enabled: null })),
    ['error policy-disabled /clientPolicies/policies/0/enabled'],
    'passes_by',
  ],
  [
    'the policy has no condition',
    policies(policy({ conditions: [] })),
    ['error policy-without-conditions /clientPolicies/policies/0/conditions'],
    'passes_by',
  ],
  [
    'the policy has a mode nobody knows',
    policies(policy({ mode: 'PERMISSIVE' })),
    ['error policy-mode /clientPolicies/policies/0/mode'],
    'unknown',
  ],
  ['the policy is a strict one', policies(policy({ mode: 'STRICT' })), [], 'asks'],
  [
    'the condition is turned round',
    policies(policy({ conditions: [{ condition: 'any-client', configuration: { 'is-negative-logic': true } }] })),
    ['error policy-negative /clientPolicies/policies/0/conditions'],
    'passes_by',
  ],
  [
    'the condition leaves the client out',
    policies(policy({ conditions: [{ condition: 'client-access-type', configuration: { type: ['public'] } }] })),
    ['error policy-narrow /clientPolicies/policies/0/conditions'],
    'passes_by',
  ],
  [
    'the condition may hold for the client',
    policies(policy({ conditions: [{ condition: 'client-access-type', configuration: { type: ['confidential'] } }] })),
    ['error policy-narrow /clientPolicies/policies/0/conditions'],
    'unknown',
  ],
  [
    'a second condition is told by requests',
    policies(
      policy({
        conditions: [...GATED.policies.policies[0].conditions, { condition: 'client-scopes', configuration: {} }],
      }),
    ),
    ['error policy-narrow /clientPolicies/policies/0/conditions'],
    'unknown',
  ],
  [
    'another executor of the profile is later',
    profiles(ours(GATE, executor('pkce-enforcer'))),
    ['error executor-not-last /clientPolicies/policies/0/profiles'],
    'asks',
  ],
  [
    'another policy is later',
    {
      ...profiles(ours(GATE), { name: 'other', executors: [executor('pkce-enforcer')] }),
      ...policies(policy({}), policy({ name: 'other', profiles: ['other'] })),
    },
    ['error executor-not-last /clientPolicies/policies/0/profiles'],
    'asks',
  ],
  [
    'a later policy is disabled',
    {
      ...profiles(ours(GATE), { name: 'other', executors: [executor('pkce-enforcer')] }),
      ...policies(policy({}), policy({ name: 'other', enabled: false, profiles: ['other'] })),
    },
    [],
    'asks',
  ],
  [
    'two policies lead to it',
    policies(policy({}), policy({ name: 'again' })),
    ['warning executor-twice /clientPolicies/policies/1'],
    'asks',
  ],
  ['a policy of another name leads to it', policies(policy({ name: 'theirs' })), [], 'asks'],
  [
    'a client is observed',
    profiles(ours(executor('assay-issuance', { 'observe-clients': ['web'] }))),
    ['error client-observed /clientPolicies/policies/0'],
    'asks',
  ],
  [
    'admin events are off',
    { events: { eventsListeners: ['assay-events'] } },
    ['warning admin-events-off /adminEventsEnabled'],
    'asks',
  ],
  [
    'new clients do not get the client scope',
    { defaultScopes: ['assay-saml'] },
    ['error scope-not-default /defaultDefaultClientScopes'],
    'asks',
  ],
  [
    'new SAML clients do not get the client scope',
    { defaultScopes: ['assay'] },
    ['warning saml-scope-not-default /defaultDefaultClientScopes'],
    'asks',
  ],
  [
    'the mapper was taken out of the client scope',
    { clientScopes: [{ ...GATED.clientScopes[0], protocolMappers: [] }, GATED.clientScopes[1]] },
    ['error scope-not-default /defaultDefaultClientScopes', 'error client-scope-missing /clients'],
    'asks',
  ],
  [
    'the client scope is told in tokens',
    { clientScopes: [{ ...GATED.clientScopes[0], attributes: {} }, GATED.clientScopes[1]] },
    ['warning scope-shown /clientScopes'],
    'asks',
  ],
  ['the server is not told', { server: undefined }, ['info server-not-told '], 'asks'],
  ['the server tells nothing of providers', { server: {} }, ['info server-not-told '], 'asks'],
  ['the server is a newer one', { server: serverInfo({}, '27.0.0') }, ['warning version-not-tried '], 'asks'],
  ['the provider is not installed', { server: { providers: {} } }, ['error provider-not-installed '], 'asks'],
  [
    'client policies are off',
    { server: serverInfo({ CLIENT_POLICIES: false }) },
    ['error client-policies-off '],
    'passes_by',
  ],
  [
    'the client gets it as a choice only',
    { clients: [oidcClient('web', { defaultClientScopes: [], optionalClientScopes: ['assay'] })] },
    ['error client-scope-missing /clients'],
    'asks',
  ],
  [
    'the client has the mapper itself',
    {
      clients: [
        oidcClient('web', { defaultClientScopes: [], protocolMappers: [{ protocolMapper: 'assay-introspection' }] }),
      ],
    },
    [],
    'asks',
  ],
  [
    'the client has full scope and lightweight tokens',
    {
      clients: [
        oidcClient('web', {
          fullScopeAllowed: true,
          attributes: { 'use.refresh.tokens': 'false', 'client.use.lightweight.access.token.enabled': 'true' },
        }),
      ],
    },
    ['info lightweight-tokens /clients', 'info full-scope /clients'],
    'asks',
  ],
])('where %s', (_, otherwise, findings, reach) => {
  expect({ findings: codesOf(otherwise), reach: cellsOf(otherwise) }).toEqual({
    findings,
    reach: { authorization_code: reach },
  });
});

test('takes an observed client that is meant to be for no error', () => {
  const state = realmWith(profiles(ours(executor('assay-issuance', { 'observe-clients': ['web', 'job'] }))));
  expect(examine(state, { observed: ['web'] }).findings.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'error',
      'tokens of `job` are issued as built where the bridge cannot be asked (`observe-clients` of client profile `assay`)',
    ],
    [
      'info',
      'tokens of `web` are issued as built where the bridge cannot be asked (`observe-clients` of client profile `assay`)',
    ],
  ]);
});

test('names the clients a narrow policy leaves out, and not those another policy holds for', () => {
  const narrow = policy({
    name: 'narrow',
    conditions: [{ condition: 'client-type', configuration: { protocol: 'saml' } }],
  });
  const clients = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => oidcClient(name));
  const messageOf = (otherwise: Partial<RealmAnswers>): readonly string[] =>
    examine(realmWith(otherwise)).findings.flatMap(({ code, message }) => (code === 'policy-narrow' ? [message] : []));
  expect(messageOf({ ...policies(narrow), clients })).toEqual([
    'client policy `narrow` holds for some only (`client-type`), and leaves out, or may leave out, `a`, `b`, `c`, `d`, `e` and 2 more',
  ]);
  expect(messageOf({ ...policies(narrow, policy({})), clients })).toEqual([]);
});

test.each<[string, Members, Partial<RealmAnswers>, Readonly<Record<string, string>>]>([
  [
    'every grant it is switched on for',
    {
      implicitFlowEnabled: true,
      directAccessGrantsEnabled: true,
      serviceAccountsEnabled: true,
      attributes: {
        'oauth2.device.authorization.grant.enabled': 'true',
        'oidc.ciba.grant.enabled': 'true',
        'standard.token.exchange.enabled': 'true',
        'oauth2.jwt.authorization.grant.enabled': 'true',
      },
    },
    {},
    {
      authorization_code: 'asks',
      implicit: 'asks',
      refresh_token: 'asks',
      client_credentials: 'asks',
      password: 'asks',
      device_code: 'asks',
      ciba: 'asks',
      token_exchange: 'asks',
      jwt_bearer: 'asks',
    },
  ],
  ['none where it is disabled', { enabled: false }, {}, {}],
  ['none where it only bears tokens', { bearerOnly: true }, {}, {}],
  [
    'no client credentials of a public client',
    { publicClient: true, serviceAccountsEnabled: true },
    {},
    { authorization_code: 'asks' },
  ],
  [
    'a refresh token of a service account',
    {
      standardFlowEnabled: false,
      serviceAccountsEnabled: true,
      attributes: { 'client_credentials.use_refresh_token': 'true' },
    },
    {},
    { refresh_token: 'asks', client_credentials: 'asks' },
  ],
  [
    'a refresh token of an exchange',
    {
      standardFlowEnabled: false,
      attributes: {
        'use.refresh.tokens': 'false',
        'standard.token.exchange.enabled': 'true',
        'standard.token.exchange.enableRefreshRequestedTokenType': 'SAME_SESSION',
      },
    },
    {},
    { refresh_token: 'asks', token_exchange: 'asks' },
  ],
  [
    'no grant whose feature is off',
    { attributes: { 'use.refresh.tokens': 'false', 'oauth2.device.authorization.grant.enabled': 'true' } },
    { server: serverInfo({ DEVICE_FLOW: false }) },
    { authorization_code: 'asks' },
  ],
  [
    'the legacy exchange, which is not narrowed',
    {},
    { server: serverInfo({ TOKEN_EXCHANGE: true }) },
    { authorization_code: 'asks', token_exchange: 'unknown' },
  ],
  [
    'a pre-authorized code, which nobody is asked for',
    {},
    { server: { ...serverInfo({ OID4VC_VCI_PREAUTH_CODE: true }), providers: {} } },
    { authorization_code: 'asks', pre_authorized_code: 'passes_by' },
  ],
  [
    'no permissions of its own resources where the provider refuses them',
    { authorizationServicesEnabled: true },
    {},
    { authorization_code: 'asks' },
  ],
  [
    'permissions of its own resources, which nobody is asked for',
    { authorizationServicesEnabled: true },
    { server: { ...serverInfo(), providers: {} } },
    { authorization_code: 'asks', uma_ticket: 'passes_by' },
  ],
  ['a Docker registry, which nobody is asked for', { protocol: 'docker-v2' }, {}, { docker: 'passes_by' }],
])('a client may have %s', (_, members, otherwise, cells) => {
  expect(cellsOf({ ...otherwise, clients: [oidcClient('web', members)] })).toEqual(cells);
});

test('a SAML client without the mapper passes by', () => {
  const clients = [
    samlClient('wiki', { defaultClientScopes: ['role_list'] }),
    samlClient('mail', { defaultClientScopes: [], protocolMappers: [{ protocolMapper: 'assay-saml' }] }),
  ];
  expect({
    wiki: cellsOf({ clients }, 'wiki'),
    mail: cellsOf({ clients }, 'mail'),
    codes: codesOf({ clients }),
  }).toEqual({
    wiki: { saml: 'passes_by' },
    mail: { saml: 'asks' },
    codes: ['error saml-mapper-missing /clients'],
  });
});
