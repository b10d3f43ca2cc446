// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, outOfBounds, own, type Fields, type JsonObject, type Parsed } from '@assay/core/model';
import { WIRE_GRANTS, type WireGrant } from './grants.ts';

/** When the provider asks: before a token is built, once it is built, or only to know what would be needed. */
export const MOMENTS = ['request', 'response', 'preview'] as const;
export type Moment = (typeof MOMENTS)[number];

/** What a version of Keycloak may be unable to change for a grant. */
export const EFFECTS = ['claims', 'lifetime', 'audience', 'roles', 'groups'] as const;
export type Effect = (typeof EFFECTS)[number];

/** A user, or the service account that stands for a client. */
export interface KeycloakUser {
  readonly id: string;
  readonly isServiceAccount: boolean;
  /** Only what a policy reads. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly groups: readonly string[];
}

export interface KeycloakSession {
  readonly id?: string;
  readonly notes: JsonObject;
  readonly acr?: string;
  readonly amr: readonly string[];
  readonly authTime?: number;
  readonly isOffline: boolean;
  readonly identityProvider?: string;
}

export interface KeycloakClient {
  readonly id: string;
  readonly name?: string;
  readonly isPublic: boolean;
  readonly isDynamic: boolean;
  readonly isConsentRequired: boolean;
  readonly attributes: JsonObject;
  /** Absent where no policy reads them. */
  readonly defaultScopes?: readonly string[];
  readonly optionalScopes?: readonly string[];
}

/** An assertion as built. */
export interface KeycloakAssertion {
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly audience: readonly string[];
  readonly lifetimeSeconds?: number;
}

/** What we read of an ask (`schemas/ask.schema.json`). */
export interface KeycloakEvent {
  readonly moment: Moment;
  readonly event: string;
  readonly grant: WireGrant;
  readonly realm: string;
  readonly issuer: string;
  readonly cannot: readonly Effect[];
  readonly isLightweight: boolean;
  readonly client: KeycloakClient;
  readonly user?: KeycloakUser;
  readonly session: KeycloakSession;
  readonly requestedAudiences: readonly string[];
  readonly scopes: readonly string[];
  readonly accessToken?: JsonObject;
  readonly idToken?: JsonObject;
  readonly refreshToken?: JsonObject;
  readonly assertion?: KeycloakAssertion;
  readonly subjectToken?: JsonObject;
  readonly actorToken?: JsonObject;
  readonly remoteAddress?: string;
  readonly userAgent?: string;
  readonly parameters: JsonObject;
}

/** Reads an ask of the provider. Members we do not know are passed over, so that a newer provider can ask an older bridge; what we read has to be right. */
export function parseEvent(native: unknown): Parsed<KeycloakEvent> {
  const outside = outOfBounds(native);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(native, '', problems);
  if (own(native, 'version') !== 1) problems.push({ path: '/version', message: 'expected 1' });
  const requested = f.inner('requested');
  const event: KeycloakEvent = {
    moment: f.oneOf('moment', MOMENTS),
    event: f.text('event'),
    grant: f.oneOf('grant_type', WIRE_GRANTS),
    realm: f.text('realm'),
    issuer: f.text('issuer'),
    cannot: f.has('cannot') ? f.manyOf('cannot', EFFECTS) : [],
    isLightweight: flag(native, 'lightweight'),
    client: clientOf(f.inner('client'), own(native, 'client')),
    ...(f.has('user') && { user: userOf(f.inner('user'), own(native, 'user'), problems) }),
    session: sessionOf(f.inner('session'), own(native, 'session')),
    requestedAudiences: [...requested.textsOr('audience', []), ...requested.textsOr('resource', [])],
    scopes: f.texts('scopes'),
    ...optionalObject(f, 'access_token', 'accessToken'),
    ...optionalObject(f, 'id_token', 'idToken'),
    ...optionalObject(f, 'refresh_token', 'refreshToken'),
    ...(f.has('assertion') && { assertion: assertionOf(f.inner('assertion'), problems) }),
    ...optionalObject(f, 'subject_token', 'subjectToken'),
    ...optionalObject(f, 'actor_token', 'actorToken'),
    ...optionalText(f, 'remote_address', 'remoteAddress'),
    ...optionalText(f, 'user_agent', 'userAgent'),
    parameters: f.objectOr('parameters', {}),
  };
  if (problems.length === 0 && event.grant === 'saml' && event.assertion === undefined && event.moment !== 'preview')
    problems.push({ path: '/assertion', message: 'expected an object, found nothing' });
  if (problems.length === 0 && event.user === undefined && event.grant !== 'client_credentials')
    problems.push({ path: '/user', message: 'expected an object, found nothing' });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: event };
}

const flag = (value: unknown, name: string): boolean => own(value, name) === true;

function clientOf(f: Fields, native: unknown): KeycloakClient {
  return {
    id: f.text('id'),
    ...optionalText(f, 'name', 'name'),
    isPublic: flag(native, 'public'),
    isDynamic: flag(native, 'dynamic'),
    isConsentRequired: flag(native, 'consent_required'),
    attributes: f.objectOr('attributes', {}),
    ...(f.has('default_scopes') && { defaultScopes: f.texts('default_scopes') }),
    ...(f.has('optional_scopes') && { optionalScopes: f.texts('optional_scopes') }),
  };
}

function userOf(f: Fields, native: unknown, problems: Problem[]): KeycloakUser {
  return {
    id: f.text('id'),
    isServiceAccount: flag(native, 'service_account'),
    attributes: listsOf(f.objectOr('attributes', {}), '/user/attributes', problems),
    groups: f.textsOr('groups', []),
  };
}

function sessionOf(f: Fields, native: unknown): KeycloakSession {
  const authTime = f.integerOr('auth_time', undefined);
  return {
    ...optionalText(f, 'id', 'id'),
    notes: f.objectOr('notes', {}),
    ...optionalText(f, 'acr', 'acr'),
    amr: f.textsOr('amr', []),
    ...(authTime === undefined ? {} : { authTime }),
    isOffline: flag(native, 'offline'),
    ...optionalText(f, 'identity_provider', 'identityProvider'),
  };
}

function assertionOf(f: Fields, problems: Problem[]): KeycloakAssertion {
  const lifetimeSeconds = f.integerOr('lifetime_s', undefined);
  return {
    attributes: listsOf(f.objectOr('attributes', {}), '/assertion/attributes', problems),
    audience: f.textsOr('audience', []),
    ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
  };
}

function listsOf(value: JsonObject, path: string, problems: Problem[]): Readonly<Record<string, readonly string[]>> {
  const f = fieldsOf(value, path, problems);
  return Object.fromEntries(Object.keys(value).map((name) => [name, f.texts(name)]));
}

/** A member of the same type under our own name, where it is there. */
function optionalText<K extends string>(f: Fields, name: string, as: K): { readonly [P in K]?: string } {
  const text = f.textOr(name, undefined);
  return text === undefined ? {} : ({ [as]: text } as { readonly [P in K]?: string }); // sound: a computed key of type K
}

function optionalObject<K extends string>(f: Fields, name: string, as: K): { readonly [P in K]?: JsonObject } {
  const found = f.objectOr(name, undefined);
  return found === undefined ? {} : ({ [as]: found } as { readonly [P in K]?: JsonObject }); // sound: a computed key of type K
}
