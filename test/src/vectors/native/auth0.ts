// SPDX-License-Identifier: Apache-2.0
import { RESTRICTED_CLAIMS } from '@assay/auth0/testing';
import type { GrantType, IssuanceRequest, Json, JsonObject, PermitDecision, TokenType } from '@assay/core/model';
import { withAccessTokenClaims } from './cognito.ts';
import { isMachine, type NativeForm, type Never } from './native.ts';

/** What a tenant calls the protocol of each grant. */
const PROTOCOLS: { readonly [G in GrantType]?: string } = {
  authorization_code: 'oidc-basic-profile',
  implicit: 'oidc-implicit-profile',
  password: 'oauth2-password',
  refresh_token: 'oauth2-refresh-token',
  device_code: 'oauth2-device-code',
  token_exchange: 'oauth2-token-exchange',
  ciba: 'oidc-ciba',
  jwt_bearer: 'oauth2-resource-owner-jwt-bearer',
};
const ATTENDED: readonly GrantType[] = ['authorization_code', 'implicit', 'sign_in'];

const isAssertion = ({ protocol }: IssuanceRequest): boolean => protocol === 'saml';

/** Members of a user that a profile can have (Auth0: "Post-login event object"). */
const USER = ['email', 'email_verified', 'name', 'given_name', 'nickname', 'username', 'app_metadata', 'user_metadata'];

function never(request: IssuanceRequest): Never | undefined {
  const { grant, subject, targets, baseline } = request;
  if (!isMachine(request) && !isAssertion(request) && PROTOCOLS[grant] === undefined) return 'grant';
  if (targets.length > 1) return 'several_targets';
  if (baseline.groups.length > 0) return 'groups';
  return Object.keys(subject.profile).every((name) => USER.includes(name)) ? undefined : 'profile';
}

/** What every event of the tenant says of a user. */
const EVERY_USER: JsonObject = { email_verified: false, app_metadata: {}, user_metadata: {} };
const CONNECTION: JsonObject = { id: 'con_vectors', name: 'people', strategy: 'auth0' };

function profileOf({ subject, baseline: { roles } }: IssuanceRequest): JsonObject {
  return {
    ...EVERY_USER,
    ...subject.profile,
    ...(roles.length > 0 ? { roles } : {}),
    connection: CONNECTION,
    logins_count: 1,
  };
}

/** Claims by scope (OpenID Connect Core section 5.4), as far as users here have them. */
const CLAIMS: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'given_name', 'nickname'],
  email: ['email', 'email_verified'],
};

/** What a token says of the user without us: an ID token by its scopes, an assertion all of it. */
function claimsOf(token: TokenType, request: IssuanceRequest): JsonObject {
  if (token !== 'id_token' && token !== 'saml2') return {};
  const { subject, scopes } = request;
  const { profile } = subject;
  const names = Object.entries(CLAIMS).flatMap(([scope, claims]) =>
    token === 'saml2' || !isTold(request) || scopes.includes(scope) ? claims : [],
  );
  return Object.fromEntries(Object.entries(profile).filter(([name]) => names.includes(name)));
}

/** At the token endpoint no scopes may mean all there are. */
const isTold = ({ scopes, grant }: IssuanceRequest): boolean => scopes.length > 0 || ATTENDED.includes(grant);

function tokensOf(request: IssuanceRequest): readonly TokenType[] {
  const { scopes } = request;
  if (isMachine(request)) return ['access_token'];
  if (isAssertion(request)) return ['saml2'];
  const asks = (scope: string): boolean => !isTold(request) || scopes.includes(scope);
  return [
    'access_token',
    ...(asks('openid') ? (['id_token'] as const) : []),
    ...(asks('offline_access') ? (['refresh_token'] as const) : []),
  ];
}

/** Requests as Auth0's triggers post-login and credentials-exchange get them. */
export const AUTH0: NativeForm = {
  name: 'auth0',
  lacking: ['auth0'],
  never,
  told: [
    {
      member: 'trigger',
      because: 'every platform has its own name for it',
      as: (request) => ({ ...request, trigger: isMachine(request) ? 'credentials-exchange' : 'post-login' }),
    },
    {
      member: 'tokens',
      because: 'scopes ask for an ID token and a refresh token; at the token endpoint no scopes may mean all',
      as: (request) => ({ ...request, tokens: tokensOf(request) }),
    },
    {
      member: 'protocol',
      because: 'with an ID token it is OpenID Connect',
      as: (request) =>
        isAssertion(request)
          ? request
          : { ...request, protocol: request.tokens.includes('id_token') ? 'oidc' : 'oauth' },
    },
    {
      member: 'subject.profile',
      because: 'a tenant says more of its users, their connection and their roles',
      as: (request) =>
        isMachine(request) ? request : { ...request, subject: { ...request.subject, profile: profileOf(request) } },
    },
    {
      member: 'client.name',
      because: 'every application has a name',
      as: ({ client, ...request }) => ({ ...request, client: { ...client, name: client.name ?? `${client.id} app` } }),
    },
    {
      member: 'context',
      because: 'a request comes from somewhere',
      as: (request) => ({ ...request, context: { ip: '192.0.2.1', userAgent: 'vectors/1', ...request.context } }),
    },
    {
      member: 'baseline.scopes',
      because: 'what a tenant would not issue it takes away itself, after the Action',
      as: (request) => ({ ...request, baseline: { ...request.baseline, scopes: request.scopes } }),
    },
    {
      member: 'baseline.claims',
      because: 'the ID token says of the user what the scopes ask for; of the access token nothing is told',
      as: (request) => ({
        ...request,
        baseline: {
          ...request.baseline,
          claims: Object.fromEntries(request.tokens.map((token) => [token, claimsOf(token, request)])),
        },
      }),
    },
  ],
  lacks: {
    lifetime: {
      because: 'how long access tokens and ID tokens live is set at the API and the application',
      capabilities: { lifetime: ['refresh_token', 'saml2'] },
      code: 'unenforceable',
    },
    authorization_details: {
      because: 'no call changes them',
      capabilities: { authorizationDetails: false },
      code: 'unenforceable',
    },
    claim_removal: {
      because: 'there is a call to set a claim and none to take one away',
      capabilities: {
        claims: {
          access_token: { set: 'json', remove: false },
          id_token: { set: 'json', remove: false },
          saml2: { set: 'json', remove: true },
        },
      },
      code: 'unenforceable',
    },
    reserved_claims: {
      because: 'no token of Auth0 can have claims of these names from an Action',
      capabilities: { isReservedClaim: (claim) => RESTRICTED_CLAIMS.includes(claim) },
      code: 'reserved_claim',
    },
    obligations: {
      because: 'nobody is at a browser who could be sent elsewhere',
      capabilities: { obligations: [] },
      code: 'unmet_obligation',
    },
    baseline_scopes: {
      because: 'what a tenant would not issue it takes away itself, after the Action',
      restored: (told, { baseline: { scopes } }) => ({ ...told, baseline: { ...told.baseline, scopes } }),
    },
    access_token_claims: {
      because: 'the event does not tell what an access token would say',
      restored: withAccessTokenClaims,
    },
  },
  of: (request, starts) =>
    isMachine(request)
      ? { trigger: 'credentials-exchange', event: machineEvent(request), settings: settingsOf(request, starts) }
      : { trigger: 'post-login', event: personEvent(request), settings: settingsOf(request, starts) },
};

/** The same, of a tenant without target scopes, and without a say in refresh tokens. */
export const AUTH0_OLDER: NativeForm = {
  ...AUTH0,
  lacking: ['auth0', 'auth0_older'],
  lacks: {
    ...AUTH0.lacks,
    lifetime: {
      because: 'how long tokens live is set at the API and the application',
      capabilities: { lifetime: ['saml2'] },
      code: 'unenforceable',
    },
    openid_scopes: {
      because: 'what comes with a scope of OpenID Connect comes whether or not the access token has it',
      capabilities: { exceeds: leavesOtherTokens },
      code: 'unenforceable',
    },
    scope_removal: {
      because: 'a machine is issued its scopes whatever an Action says',
      capabilities: { scopes: 'none' },
      code: 'unenforceable',
    },
  },
};

const OPENID = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

function leavesOtherTokens({ scopes }: PermitDecision, { baseline }: IssuanceRequest): string | undefined {
  const isKept = (name: string): boolean => scopes.granted.some(({ scope }) => scope === name);
  const lasting = baseline.scopes.find((scope) => OPENID.includes(scope) && !isKept(scope));
  return (
    lasting && `without target scopes, taking \`${lasting}\` off the access token leaves the other tokens as they are`
  );
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** What both triggers are told in the same way. */
function commonEvent({ client, context, targets, protocol }: IssuanceRequest): JsonObject {
  return {
    tenant: { id: 'vectors' },
    configuration: {},
    secrets: { PAGE_SECRET: 'between-the-action-and-the-page-and-nobody-else' },
    client: { client_id: client.id, name: client.name ?? `${client.id} app`, metadata: {} },
    request: {
      ip: context.ip ?? '192.0.2.1',
      user_agent: context.userAgent ?? 'vectors/1',
      hostname: 'vectors.example.com',
      method: 'POST',
      query: {},
      body: context.parameters,
      geoip: {},
    },
    ...(protocol === 'saml' ? {} : { resource_server: { identifier: targets[0] ?? '' } }),
  };
}

function machineEvent(request: IssuanceRequest): JsonObject {
  return {
    ...commonEvent(request),
    accessToken: { customClaims: {}, scope: request.scopes },
    transaction: { requested_scopes: request.scopes, correlation_id: 'c-1' },
  };
}

function personEvent(request: IssuanceRequest): JsonObject {
  const { subject, actors, grant, scopes, authentication, authorizationDetails, baseline } = request;
  const { amr, authTime } = authentication;
  const methods = amr.map((name) => ({ name, ...(authTime === undefined ? {} : { timestamp: isoOf(authTime) }) }));
  const [act] = actors
    .toReversed()
    .reduce<JsonObject[]>(([inner], { id }) => [{ sub: id, ...(inner ? { act: inner } : {}) }], []);
  return {
    ...commonEvent(request),
    connection: CONNECTION,
    stats: { logins_count: 1 },
    user: {
      user_id: subject.id,
      identities: [
        { connection: 'people', provider: 'auth0', user_id: subject.id, userId: subject.id, isSocial: false },
      ],
      ...EVERY_USER,
      ...subject.profile,
    },
    ...(baseline.roles.length > 0 ? { authorization: { roles: baseline.roles } } : {}),
    authentication: { methods },
    transaction: {
      id: 't-1',
      correlation_id: 'c-1',
      protocol: isAssertion(request) ? 'samlp' : (PROTOCOLS[grant] ?? ''),
      requested_scopes: scopes,
      metadata: {},
      ...(authorizationDetails.length > 0 ? { requested_authorization_details: authorizationDetails } : {}),
      ...(act ? { actor: act } : {}),
    },
  };
}

/** What a claim with the roles that stay is called. */
export const ROLES_CLAIM = 'https://claims.example.com/roles';

function settingsOf(
  { subject, client, targets, authentication, baseline, protocol }: IssuanceRequest,
  starts: readonly string[],
): JsonObject {
  const { acr, amr } = authentication;
  const factors = starts.includes('step_up') ? ['webauthn-roaming'] : [];
  const lifetimes: readonly (readonly [string, Json])[] = Object.entries(baseline.lifetimes).map(([token, s]) => [
    token,
    `${s}s`,
  ]);
  return {
    lifetimes: Object.fromEntries(lifetimes),
    clients: {
      [client.id]: {
        registration: client.registration,
        ...(subject.type === 'user' ? {} : { subject_type: subject.type }),
        ...(protocol === 'saml' ? { audience: targets[0] ?? '' } : {}),
      },
    },
    ...(baseline.roles.length > 0 ? { claims: { roles: ROLES_CLAIM } } : {}),
    ...(acr !== undefined || factors.length > 0
      ? { acr: [{ acr: acr ?? 'phr', methods: acr === undefined ? ['webauthn-roaming'] : amr, factors }] }
      : {}),
    ...(starts.includes('consent')
      ? { redirect: { url: 'https://consent.example.com/ask', secret: 'PAGE_SECRET' } }
      : {}),
    ...(protocol === 'saml'
      ? { saml_attributes: { email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress' } }
      : {}),
  };
}
