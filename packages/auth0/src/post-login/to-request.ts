// SPDX-License-Identifier: Apache-2.0
import type { Actor, Authentication, Baseline, Json, JsonObject, TokenType } from '@assay/core/model';
import type { AdaptedRequest } from '@assay/core/pep';
import { audienceOf } from '../audience.ts';
import { clientOf } from '../client.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { acrOf } from './acr.ts';
import type { PostLoginEvent } from './event.ts';

/** The event as the question every identity provider asks. */
export function toRequest(event: PostLoginEvent, settings: Auth0Settings): AdaptedRequest {
  const tokens = tokensOf(event);
  const scopes = event.scopes ?? [];
  const targets = [audienceOf(event, settings)];
  return {
    trigger: 'post-login',
    grant: event.kind.grant,
    protocol: event.kind.issues !== 'tokens' ? 'saml' : tokens.includes('id_token') ? 'oidc' : 'oauth',
    tokens,
    subject: { type: 'user', id: event.userId, profile: event.profile },
    actors: actorsWithAgent(event),
    client: clientOf(event.clientId, event.clientName, settings),
    targets,
    scopes,
    authorizationDetails: event.authorizationDetails,
    authentication: authenticationOf(event, settings),
    ...(event.continued && { fulfilled: event.continued.approved }),
    context: {
      ...some('ip', event.ip),
      ...some('userAgent', event.userAgent),
      parameters: event.parameters,
    },
    baseline: baselineOf(event, tokens, targets, settings),
  };
}

/** Which tokens will be issued; where the scopes are not known, each that might be. */
function tokensOf(event: PostLoginEvent): readonly TokenType[] {
  if (event.kind.issues !== 'tokens') return ['saml2'];
  return [
    'access_token',
    ...(mayHave('openid', event) ? (['id_token'] as const) : []),
    ...(event.refreshToken !== undefined || mayHave('offline_access', event) ? (['refresh_token'] as const) : []),
  ];
}

/** Whether a scope of OpenID Connect is asked for, or may be, where the event does not tell. */
const mayHave = (scope: string, { scopes, isOidcTold }: PostLoginEvent): boolean =>
  !isOidcTold || scopes?.includes(scope) === true;

/** An agent acts now, whoever stands behind it. */
function actorsWithAgent({ actors, agentId }: PostLoginEvent): readonly Actor[] {
  if (agentId === undefined || actors.some(({ id }) => id === agentId)) return actors;
  return [{ type: 'workload', id: agentId }, ...actors];
}

function authenticationOf(event: PostLoginEvent, { acr }: Auth0Settings): Authentication {
  const times = event.methods.flatMap(({ at }) => (at === undefined ? [] : [at]));
  const authTime = times.length > 0 ? Math.max(...times) : event.authenticatedAt;
  const reached = acrOf(event.methods, acr);
  return {
    ...some('acr', reached),
    amr: event.methods.map(({ name }) => name),
    ...some('authTime', authTime),
  };
}

function baselineOf(
  event: PostLoginEvent,
  tokens: readonly TokenType[],
  targets: readonly string[],
  settings: Auth0Settings,
): Baseline {
  return {
    scopes: event.scopes ?? [],
    audiences: targets,
    groups: [],
    roles: event.roles,
    claims: Object.fromEntries(tokens.map((token) => [token, claimsOf(token, event)])),
    lifetimes: settings.lifetimes,
    authorizationDetails: event.authorizationDetails,
  };
}

/** Claims of OpenID Connect by the scope that brings them (OpenID Connect Core section 5.4), and where the profile has them. */
const SCOPE_CLAIMS: readonly (readonly [scope: string, claim: string, member: string])[] = [
  ...['name', 'given_name', 'family_name', 'nickname', 'picture', 'updated_at'].map(
    (claim) => ['profile', claim, claim] as const,
  ),
  ['profile', 'preferred_username', 'username'],
  ['email', 'email', 'email'],
  ['email', 'email_verified', 'email_verified'],
  ['phone', 'phone_number', 'phone_number'],
  ['phone', 'phone_number_verified', 'phone_verified'],
];

/** What the token would say of the user. An assertion says all there is; which attributes those are is the application's configuration. */
function claimsOf(token: TokenType, event: PostLoginEvent): JsonObject {
  if (token !== 'id_token' && token !== 'saml2') return {};
  const claims: Record<string, Json> = {};
  for (const [scope, claim, member] of SCOPE_CLAIMS) {
    const value = event.profile[member];
    if (value !== undefined && (token === 'saml2' || mayHave(scope, event))) claims[claim] = value;
  }
  return claims;
}
