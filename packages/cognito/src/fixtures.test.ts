// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AdaptedRequest } from '@assay/core/pep';
import { NEVER_TOLD } from './capabilities.ts';
import { parseEvent, type CognitoEvent } from './event.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { toRequest } from './to-request.ts';

// one of the emulators sends no `sub`
const SETTINGS = { ...DEFAULT_SETTINGS, missingSub: 'user_name' } as const;

const memberOf = (from: unknown, name: string): unknown => (from as Readonly<Record<string, unknown>>)[name]; // sound: the paths lead through objects

const FOLDER = join(__dirname, '../fixtures');

interface Expected {
  readonly event: Omit<CognitoEvent, 'native'>;
  readonly request: AdaptedRequest;
}

const WEB = '7fixtureclient0web12345678';
const JOB = '7fixtureclient0job12345678';
const POOL = 'eu-central-1_Fixture01';
const ISSUER = `https://cognito-idp.eu-central-1.amazonaws.com/${POOL}`;
const MARA = '7d9e0b52-61c4-4f0a-9f3e-0a1b2c3d4e5f';
const CLERK = 'arn:aws:iam::000000000000:role/clerk';
const AUDITOR = 'arn:aws:iam::000000000000:role/auditor';

const COMMON = { userPoolId: POOL, region: 'eu-central-1', userName: 'mara' } as const;
const NOTHING = { groups: [], iamRoles: [], clientMetadata: {} } as const;

/** The request of a user with these attributes. */
function userRequest(
  event: Omit<CognitoEvent, 'native'>,
  grant: AdaptedRequest['grant'],
  {
    id,
    profile,
    audience = ISSUER,
  }: { readonly id: string; readonly profile: { readonly [name: string]: string }; readonly audience?: string },
): AdaptedRequest {
  return {
    trigger: 'pre-token-generation',
    grant,
    protocol: 'oidc',
    tokens: ['access_token', 'id_token'],
    subject: { type: 'user', id, profile },
    actors: [],
    client: { id: event.clientId, registration: 'first_party' },
    targets: [audience],
    scopes: event.scopes,
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { parameters: event.clientMetadata },
    baseline: {
      scopes: event.scopes,
      audiences: [audience],
      groups: event.groups,
      roles: event.iamRoles,
      claims: { access_token: {}, id_token: profile },
      lifetimes: {},
      authorizationDetails: [],
    },
  };
}

function machineRequest(event: Omit<CognitoEvent, 'native'>): AdaptedRequest {
  return {
    ...userRequest(event, 'client_credentials', { id: JOB, profile: {} }),
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: { type: 'client', id: JOB, profile: {} },
    baseline: {
      scopes: event.scopes,
      audiences: [ISSUER],
      groups: [],
      roles: [],
      claims: { access_token: {} },
      lifetimes: {},
      authorizationDetails: [],
    },
  };
}

const v1Authentication: Omit<CognitoEvent, 'native'> = {
  ...COMMON,
  version: 1,
  triggerSource: 'TokenGeneration_Authentication',
  clientId: WEB,
  userAttributes: { sub: MARA, email: 'mara@example.com', phone_number: '+4930901820' },
  scopes: [],
  groups: ['clerks', 'auditors'],
  iamRoles: [CLERK],
  preferredRole: CLERK,
  clientMetadata: { deal: 'd-17' },
};
const v1Hosted: Omit<CognitoEvent, 'native'> = {
  ...COMMON,
  ...NOTHING,
  version: 1,
  triggerSource: 'TokenGeneration_HostedAuth',
  clientId: WEB,
  userAttributes: { sub: MARA, email: 'mara@example.com' },
  scopes: ['openid', 'stock/read'],
  groups: ['clerks'],
};
const emulator: Omit<CognitoEvent, 'native'> = {
  ...COMMON,
  ...NOTHING,
  version: 1,
  triggerSource: 'TokenGeneration_Authentication',
  userPoolId: 'local_fixture1',
  region: 'local',
  clientId: '7fixtureclient0emulator123',
  userAttributes: { email: 'mara@example.com' },
  scopes: [],
};
const v2Authentication: Omit<CognitoEvent, 'native'> = {
  ...COMMON,
  ...NOTHING,
  version: 2,
  triggerSource: 'TokenGeneration_Authentication',
  clientId: WEB,
  userAttributes: {
    sub: MARA,
    'cognito:user_status': 'CONFIRMED',
    email_verified: 'true',
    email: 'mara@example.com',
    'custom:team': 'harbour',
  },
  scopes: ['aws.cognito.signin.user.admin', 'openid', 'stock/read'],
  groups: ['clerks', 'auditors'],
  iamRoles: [CLERK, AUDITOR],
};
const v2Refresh: Omit<CognitoEvent, 'native'> = {
  ...COMMON,
  ...NOTHING,
  version: 2,
  triggerSource: 'TokenGeneration_RefreshTokens',
  clientId: WEB,
  userAttributes: {
    sub: MARA,
    'cognito:email_alias': 'mara@example.com',
    'cognito:user_status': 'CONFIRMED',
    email_verified: 'true',
    email: 'mara@example.com',
  },
  scopes: ['aws.cognito.signin.user.admin'],
};
const v2Hosted: Omit<CognitoEvent, 'native'> = {
  ...COMMON,
  version: 2,
  triggerSource: 'TokenGeneration_HostedAuth',
  userName: 'partner_mara',
  clientId: WEB,
  userAttributes: {
    sub: '3b1f6a70-2c9d-4d55-8b11-5e6f70819203',
    'cognito:user_status': 'EXTERNAL_PROVIDER',
    identities: '[{"userId":"mara","providerName":"partner","providerType":"OIDC"}]',
    email: 'mara@partner.example.com',
  },
  scopes: ['openid', 'email', 'stock/read'],
  groups: ['eu-central-1_Fixture01_partner'],
  iamRoles: [],
  clientMetadata: { deal: 'd-17' },
};
const v3: Omit<CognitoEvent, 'native'> = {
  ...NOTHING,
  version: 3,
  triggerSource: 'TokenGeneration_ClientCredentials',
  userPoolId: POOL,
  region: 'eu-central-1',
  clientId: JOB,
  userAttributes: {},
  scopes: ['stock/read'],
  clientMetadata: { run: 'nightly' },
};
const v3Typed: Omit<CognitoEvent, 'native'> = {
  ...v3,
  userName: JOB,
  scopes: ['stock/read', 'stock/write'],
  clientMetadata: {},
};

const profileOf = (event: Omit<CognitoEvent, 'native'>): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(event.userAttributes).filter(([name]) => name !== 'sub'));

const EXPECTED: { readonly [file: string]: Expected } = {
  'v1-authentication.json': {
    event: v1Authentication,
    request: userRequest(v1Authentication, 'sign_in', { id: MARA, profile: profileOf(v1Authentication) }),
  },
  'v1-hosted-with-scopes.json': {
    event: v1Hosted,
    request: userRequest(v1Hosted, 'authorization_code', { id: MARA, profile: profileOf(v1Hosted) }),
  },
  'v0-emulator.json': {
    event: emulator,
    request: userRequest(emulator, 'sign_in', {
      id: 'mara',
      profile: { email: 'mara@example.com' },
      audience: 'https://cognito-idp.local.amazonaws.com/local_fixture1',
    }),
  },
  'v2-authentication.json': {
    event: v2Authentication,
    request: userRequest(v2Authentication, 'sign_in', { id: MARA, profile: profileOf(v2Authentication) }),
  },
  'v2-refresh.json': {
    event: v2Refresh,
    request: userRequest(v2Refresh, 'refresh_token', { id: MARA, profile: profileOf(v2Refresh) }),
  },
  'v2-hosted.json': {
    event: v2Hosted,
    request: userRequest(v2Hosted, 'authorization_code', {
      id: '3b1f6a70-2c9d-4d55-8b11-5e6f70819203',
      profile: profileOf(v2Hosted),
    }),
  },
  'v3-client-credentials.json': { event: v3, request: machineRequest(v3) },
  'v3-client-credentials-typed.json': { event: v3Typed, request: machineRequest(v3Typed) },
};

const fixture = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));

test('every fixture has its expectation', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  expect(files.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

describe.each(Object.entries(EXPECTED))('%s', (file, { event, request }) => {
  test('is read whole, whatever placeholder its response is', () => {
    const native = fixture(file);
    expect(parseEvent(native, SETTINGS)).toEqual({ ok: true, value: { ...event, native } });
  });

  test('asks the question every identity provider asks', () => {
    const parsed = parseEvent(fixture(file), SETTINGS);
    expect(parsed.ok && toRequest(parsed.value, SETTINGS)).toEqual(request);
    // what is declared as never told is not there, or is empty
    for (const path of NEVER_TOLD.values()) expect(path.reduce(memberOf, request as unknown) ?? []).toEqual([]);
  });
});
