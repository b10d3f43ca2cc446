// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { IssuanceRequest, JsonObject } from '@assay/core/model';
import { DEFAULT_SETTINGS, keycloak, parseEvent, type KeycloakSettings } from '@assay/keycloak';

/** A request as Keycloak's provider would ask it, and what its operator wrote beside the policy. */
export interface KeycloakForm {
  readonly ask: JsonObject;
  readonly settings: KeycloakSettings;
}

const GRANTS: Readonly<Record<string, string>> = {
  authorization_code: 'authorization_code',
  client_credentials: 'client_credentials',
  refresh_token: 'refresh_token',
  password: 'password',
  implicit: 'implicit',
  token_exchange: 'urn:ietf:params:oauth:grant-type:token-exchange',
  device_code: 'urn:ietf:params:oauth:grant-type:device_code',
  jwt_bearer: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ciba: 'urn:openid:params:grant-type:ciba',
};

const ISSUED_AT = 1_700_000_000;

/** The request as the provider asks it; nothing where Keycloak could not ask it: the round trip would be another request. */
export function keycloakFormOf(request: IssuanceRequest): KeycloakForm | undefined {
  const form: KeycloakForm = { ask: askOf(request), settings: settingsOf(request) };
  const told = toldBy(form);
  return told && isDeepStrictEqual(comparable(told), comparable(request)) ? form : undefined;
}

/** The request as the adapter reads it out of the ask: what the time of the attempt adds is left out. */
export function toldBy({ ask, settings }: KeycloakForm): Omit<IssuanceRequest, 'context'> | undefined {
  const parsed = parseEvent(ask);
  return parsed.ok ? keycloak(settings).toRequest(parsed.value) : undefined;
}

/** Keycloak tells of itself, too, beside the subject's profile, and which claims a token has although it has none. */
function comparable({ subject, baseline, ...request }: Omit<IssuanceRequest, 'context'>): unknown {
  const { keycloak: _, ...profile } = subject.profile;
  const { context: __, ...rest } = request as Partial<IssuanceRequest>;
  const claims = { access_token: {}, ...(request.tokens.includes('id_token') && { id_token: {} }), ...baseline.claims };
  return { ...rest, subject: { ...subject, profile }, baseline: { ...baseline, claims } };
}

function settingsOf({ client, subject, targets }: IssuanceRequest): KeycloakSettings {
  const subjectType = subject.type === 'workload' ? 'workload' : 'client';
  return {
    ...DEFAULT_SETTINGS,
    ...(targets.length === 1 && { audience: targets[0] }),
    clients: new Map([[client.id, { registration: client.registration, subjectType }]]),
    listAttributes: Object.entries(subject.profile).flatMap(([name, value]) => (Array.isArray(value) ? [name] : [])),
  };
}

function askOf(request: IssuanceRequest): JsonObject {
  const { grant, trigger, subject, actors, client, targets, scopes, authentication, context, baseline, tokens } =
    request;
  const { access_token, id_token } = baseline.claims;
  const isMachine = grant === 'client_credentials';
  const timed = (token: 'access_token' | 'id_token' | 'refresh_token') => {
    const seconds = baseline.lifetimes[token];
    return { iat: ISSUED_AT, ...(seconds === undefined ? {} : { exp: ISSUED_AT + seconds }) };
  };
  return {
    version: 1,
    needs: 'vector',
    moment: 'response',
    event: trigger,
    grant_type: GRANTS[grant] ?? grant,
    realm: 'vectors',
    issuer: 'https://sso.example.com/realms/vectors',
    client: { id: client.id, ...(client.name === undefined ? {} : { name: client.name }) },
    user: {
      id: isMachine ? `service-account-${client.id}` : subject.id,
      service_account: subject.type !== 'user',
      attributes: Object.fromEntries(
        Object.entries(subject.profile).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]),
      ),
      groups: baseline.groups,
    },
    session: {
      amr: authentication.amr,
      ...(authentication.acr === undefined ? {} : { acr: authentication.acr }),
      ...(authentication.authTime === undefined ? {} : { auth_time: authentication.authTime }),
    },
    scopes,
    access_token: {
      ...access_token,
      ...timed('access_token'),
      ...(subject.type === 'user' ? { sub: subject.id } : {}),
      ...(targets.length > 1 ? { aud: targets } : {}),
      realm_access: { roles: baseline.roles },
      ...(actors.length > 0 && { act: actOf(actors) }),
      ...(request.confirmation && { cnf: request.confirmation }),
    },
    ...(tokens.includes('id_token') && { id_token: { ...id_token, ...timed('id_token') } }),
    ...(tokens.includes('refresh_token') && { refresh_token: timed('refresh_token') }),
    ...(context.ip === undefined ? {} : { remote_address: context.ip }),
    ...(context.userAgent === undefined ? {} : { user_agent: context.userAgent }),
    parameters: context.parameters,
  };
}

function actOf([first, ...others]: IssuanceRequest['actors']): JsonObject {
  const who = first?.type === 'user' ? { sub: first.id } : { client_id: first?.id ?? '' };
  return others.length === 0 ? who : { ...who, act: actOf(others) };
}
