// SPDX-License-Identifier: Apache-2.0
import {
  isObject,
  own,
  type Actor,
  type Authentication,
  type Baseline,
  type Client,
  type ClientRegistration,
  type Json,
  type JsonObject,
  type Subject,
  type TokenType,
} from '@assay/core/model';
import type { AdaptedRequest, ClientSettings } from '@assay/core/pep';
import type { KeycloakEvent, KeycloakUser } from './event.ts';
import { GRANTS } from './grants.ts';
import { isUntouchable } from './reserved-claims.ts';
import { roleNames, rolesIn } from './roles.ts';
import type { KeycloakSettings } from './settings.ts';

/** The ask as the question every identity provider asks. */
export function toRequest(event: KeycloakEvent, settings: KeycloakSettings): AdaptedRequest {
  const client = settings.clients.get(event.client.id);
  const tokens = tokensOf(event);
  const audiences = targetsOf(event, settings);
  const confirmation = own(event.accessToken, 'cnf');
  return {
    trigger: event.event,
    grant: GRANTS[event.grant],
    protocol: event.grant === 'saml' ? 'saml' : tokens.includes('id_token') ? 'oidc' : 'oauth',
    tokens,
    subject: subjectOf(event, client, settings),
    actors: actorsOf(event),
    client: clientOf(event, client),
    targets: audiences,
    scopes: event.scopes,
    authorizationDetails: [],
    authentication: authenticationOf(event),
    ...(isObject(confirmation) && { confirmation: confirmation as JsonObject }), // sound: a member of JSON
    context: {
      ...(event.remoteAddress === undefined ? {} : { ip: event.remoteAddress }),
      ...(event.userAgent === undefined ? {} : { userAgent: event.userAgent }),
      parameters: event.parameters,
    },
    baseline: {
      scopes: event.scopes,
      audiences,
      groups: event.user?.groups ?? [],
      roles: event.accessToken === undefined ? [] : roleNames(rolesIn(event.accessToken)),
      claims: claimsOf(event, tokens),
      lifetimes: lifetimesOf(event),
      authorizationDetails: [],
    },
  };
}

/** What is about to be issued. Before it is built, an ID token follows `openid`, and a refresh a refresh token. */
function tokensOf({ grant, moment, scopes, idToken, refreshToken }: KeycloakEvent): readonly TokenType[] {
  if (grant === 'saml') return ['saml2'];
  const isBuilt = moment === 'response';
  const hasId = idToken !== undefined || (!isBuilt && scopes.includes('openid'));
  const hasRefresh = refreshToken !== undefined || (!isBuilt && grant === 'refresh_token');
  return ['access_token', ...(hasId ? ['id_token' as const] : []), ...(hasRefresh ? ['refresh_token' as const] : [])];
}

/** The audiences of the token but Keycloak's own; of a token without one, what the client asks for, and else what the operator says its tokens are for. */
export function targetsOf(event: KeycloakEvent, settings: KeycloakSettings): readonly string[] {
  const { grant, accessToken, assertion, requestedAudiences, client, issuer } = event;
  const audiences = (assertion?.audience ?? audiencesIn(accessToken)).filter(
    (audience) => !settings.ownAudiences.includes(audience),
  );
  if (audiences.length > 0) return audiences;
  // a service is known by its own id, before there is an assertion too
  if (grant === 'saml') return [client.id];
  if (accessToken === undefined && requestedAudiences.length > 0) return [...new Set(requestedAudiences)];
  return [settings.clients.get(client.id)?.audience ?? settings.audience ?? issuer];
}

/** RFC 7519 section 4.1.3: a string, or a list of them. */
export function audiencesIn(token: JsonObject | undefined): readonly string[] {
  const aud = own(token, 'aud');
  const found: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return [...new Set(found.filter((audience): audience is string => typeof audience === 'string'))];
}

function subjectOf(event: KeycloakEvent, client: ClientSettings | undefined, settings: KeycloakSettings): Subject {
  const { user, accessToken } = event;
  const profile = profileOf(event, settings);
  if (user === undefined || user.isServiceAccount)
    return {
      type: client?.subjectType ?? 'client',
      id: event.grant === 'client_credentials' ? event.client.id : (user?.id ?? event.client.id),
      profile,
    };
  const sub = own(accessToken, 'sub');
  return { type: 'user', id: typeof sub === 'string' ? sub : user.id, profile };
}

/** User attributes by their names, and beside them, under `keycloak`, what else it tells. */
function profileOf(event: KeycloakEvent, settings: KeycloakSettings): JsonObject {
  const { user, session, client, realm, subjectToken } = event;
  return {
    ...attributesOf(user, settings),
    keycloak: {
      realm,
      offline: session.isOffline,
      ...(session.identityProvider === undefined ? {} : { identity_provider: session.identityProvider }),
      session_notes: session.notes,
      client_attributes: client.attributes,
      ...((client.defaultScopes || client.optionalScopes) && {
        client_scopes: { default: client.defaultScopes ?? [], optional: client.optionalScopes ?? [] },
      }),
      ...(subjectToken && { subject_token: subjectToken }),
    },
  };
}

function attributesOf(user: KeycloakUser | undefined, { listAttributes }: KeycloakSettings): JsonObject {
  return Object.fromEntries(
    Object.entries(user?.attributes ?? {}).flatMap(([name, values]): readonly (readonly [string, Json])[] => {
      if (name === 'keycloak') return [];
      const [only] = values;
      if (listAttributes.includes(name) || values.length > 1) return [[name, values]];
      return only === undefined ? [] : [[name, only]];
    }),
  );
}

/** RFC 8693 section 4.1: the outermost `act` acts now, those inside it acted before. */
function actorsOf({ accessToken, actorToken }: KeycloakEvent): readonly Actor[] {
  const actors: Actor[] = [];
  let act: unknown = own(accessToken, 'act') ?? actorToken;
  while (isObject(act) && actors.length < MOST_ACTORS) {
    const sub = own(act, 'sub');
    // a service account's token names its client
    const client = own(act, 'client_id');
    if (typeof client === 'string') actors.push({ type: 'client', id: client });
    else if (typeof sub === 'string') actors.push({ type: 'user', id: sub });
    act = own(act, 'act');
  }
  return actors;
}

const MOST_ACTORS = 16;

function clientOf({ client }: KeycloakEvent, settings: ClientSettings | undefined): Client {
  const name = settings?.name ?? client.name;
  const unlisted: ClientRegistration = client.isDynamic
    ? 'dynamic'
    : client.isConsentRequired
      ? 'third_party'
      : 'first_party';
  return { id: client.id, registration: settings?.registration ?? unlisted, ...(name === undefined ? {} : { name }) };
}

function authenticationOf({ session, accessToken }: KeycloakEvent): Authentication {
  const acr = session.acr ?? own(accessToken, 'acr');
  return {
    ...(typeof acr === 'string' ? { acr } : {}),
    amr: session.amr,
    ...(session.authTime === undefined ? {} : { authTime: session.authTime }),
  };
}

function claimsOf(
  { accessToken, idToken, assertion }: KeycloakEvent,
  tokens: readonly TokenType[],
): Baseline['claims'] {
  if (assertion) return { saml2: assertion.attributes };
  return {
    access_token: ownClaims(accessToken),
    ...(tokens.includes('id_token') && { id_token: ownClaims(idToken) }),
  };
}

/** The claims a policy may speak of. */
const ownClaims = (token: JsonObject | undefined): JsonObject =>
  Object.fromEntries(Object.entries(token ?? {}).filter(([claim]) => !isUntouchable(claim)));

function lifetimesOf({ accessToken, idToken, refreshToken, assertion }: KeycloakEvent): Baseline['lifetimes'] {
  return {
    ...lifetime('access_token', secondsOf(accessToken)),
    ...lifetime('id_token', secondsOf(idToken)),
    ...lifetime('refresh_token', secondsOf(refreshToken)),
    ...lifetime('saml2', assertion?.lifetimeSeconds),
  };
}

const lifetime = (token: TokenType, seconds: number | undefined): Baseline['lifetimes'] =>
  seconds === undefined ? {} : { [token]: seconds };

/** From `iat` to `exp`; an offline token may have no end. */
function secondsOf(token: JsonObject | undefined): number | undefined {
  const [iat, exp] = [own(token, 'iat'), own(token, 'exp')];
  return Number.isSafeInteger(iat) && Number.isSafeInteger(exp) && Number(exp) > Number(iat)
    ? Number(exp) - Number(iat)
    : undefined;
}
