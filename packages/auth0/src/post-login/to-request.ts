// SPDX-License-Identifier: Apache-2.0
import type { Actor, Authentication, Baseline, Json, JsonObject, TokenType } from '@assay/core/model';
import type { AdaptedRequest } from '@assay/core/pep';
import { audienceOf } from '../audience.ts';
import { clientOf } from '../client.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { shownBy } from './acr.ts';
import type { PostLoginEvent } from './event.ts';

/** The event as the question every identity provider asks. `now` in milliseconds since 1970. */
export function toRequest(event: PostLoginEvent, settings: Auth0Settings, now: number): AdaptedRequest {
  const tokens = tokensOf(event);
  const scopes = event.scopes ?? [];
  const targets = [audienceOf({ ...event, clientId: event.client.id }, settings)];
  return {
    trigger: 'post-login',
    grant: event.kind.grant,
    protocol: event.kind.issues !== 'tokens' ? 'saml' : tokens.includes('id_token') ? 'oidc' : 'oauth',
    tokens,
    subject: { type: 'user', id: event.userId, profile: event.profile },
    actors: actorsWithAgent(event),
    client: clientOf(event.client, settings),
    targets,
    scopes,
    authorizationDetails: event.authorizationDetails,
    authentication: authenticationOf(event, settings, now),
    ...(event.continued && { fulfilled: event.continued.approved.filter(isOfPage) }),
    context: {
      ...some('ip', event.ip),
      ...some('userAgent', event.userAgent),
      parameters: event.parameters,
    },
    baseline: baselineOf(event, tokens, targets, settings),
  };
}

/** Whether a page can say that it was done: consent and approval. A step-up is for Auth0 to see. */
const isOfPage = (key: string): boolean => /^(consent|approval) /.test(key);

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

/** How far ahead of ours a clock of Auth0 may be, in seconds. What is later than that did not happen. */
const MAX_SKEW_SECONDS = 30;

/**
 * A request has one time of authentication. Where an `acr` is reached, it is when that was last shown (a fresh password does not renew an old factor);
 * otherwise that of the newest method, or of the session. A method without a time is as old as can be.
 */
function authenticationOf(
  { methods, authenticatedAt }: PostLoginEvent,
  { acr }: Auth0Settings,
  now: number,
): Authentication {
  const shown = shownBy(methods, acr);
  const latest = Math.floor(now / 1000) + MAX_SKEW_SECONDS;
  const newest = (times: readonly (number | undefined)[]): number | undefined =>
    times.reduce<number | undefined>(
      (found, at) => (at !== undefined && at <= latest && at > (found ?? -Infinity) ? at : found),
      undefined,
    );
  const authTime =
    newest((shown?.by ?? methods).map(({ at }) => at)) ?? (shown ? undefined : newest([authenticatedAt]));
  return { ...some('acr', shown?.acr), amr: methods.map(({ name }) => name), ...some('authTime', authTime) };
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
