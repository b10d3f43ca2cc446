// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, isObject, outOfBounds, own, type Actor, type JsonObject, type Parsed } from '@assay/core/model';
import { actorsOf, chainOf } from '../actors.ts';
import { clientIn, type ToldClient } from '../client.ts';
import { featuresOf, type Features } from '../features.ts';
import type { ActorMapping, IssuerSettings } from '../issuer-settings.ts';
import { pick, profileOf } from '../profile.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { TENANT } from './verify-tokens.ts';

/** The user a subject token speaks for: one there is, or one of a connection with what the token says of them. */
export type User =
  | { readonly by: 'id'; readonly id: string }
  | {
      readonly by: 'connection';
      readonly id: string;
      readonly connection: string;
      readonly attributes: JsonObject;
      readonly canCreate: boolean;
      readonly canUpdate: boolean;
    };

/** What we read of a custom-token-exchange event, and of the tokens the entry validated. */
export interface CustomTokenExchangeEvent {
  readonly features: Features;
  readonly tenant: string;
  readonly client: ToldClient;
  readonly api?: string;
  readonly user: User;
  readonly profile: JsonObject;
  readonly organization?: string;
  /** Who acts now, and for whom before: what the `act` claim will say. */
  readonly actors: readonly Actor[];
  readonly ip?: string;
  readonly userAgent?: string;
  readonly parameters: JsonObject;
  readonly correlationId?: string;
}

/** As deep and as long as Auth0 lets an `act` claim be. */
const MAX_ACTORS = 5;
const MAX_ACTOR_LENGTH = 512;

/** Reads what the entry made of an event (`nativeOf`), and the claims of the tokens it validated; what it could not validate is a problem. */
export function parseEvent(native: unknown, settings: Auth0Settings): Parsed<CustomTokenExchangeEvent> {
  const outside = outOfBounds(native);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const event = own(native, 'event');
  const verified = own(native, 'verified');
  const subject = claimsOf(verified, 'subject', problems);
  const issuer = settings.issuers.find(
    (each) => each.subjectTokenTypes.length > 0 && each.issuer === own(own(verified, 'subject'), 'issuer'),
  );
  const actors = [
    ...actorsInToken(own(verified, 'actor'), settings, problems),
    ...named(chainOf(own(subject, 'act')), issuer?.actor, '/verified/subject/act', problems),
  ];
  if (actors.length > MAX_ACTORS || actors.some(({ id }) => id.length > MAX_ACTOR_LENGTH))
    problems.push({ path: '/verified/actor', message: `expected at most ${MAX_ACTORS} actors` });
  const f = fieldsOf(event, '/event', problems);
  const request = f.inner('request');
  const value: CustomTokenExchangeEvent = {
    features: featuresOf(own(native, 'features')),
    tenant: f.inner('tenant').textOr('id', ''),
    client: clientIn(f.inner('client')),
    ...some('api', f.inner('resource_server').textOr('identifier', undefined)),
    user: userOf(subject, issuer, problems),
    profile: { ...(isObject(event) ? profileOf(event as JsonObject) : {}), subject_token: subject }, // sound: within bounds, so JSON
    ...some('organization', organizationOf(subject, issuer, problems)),
    actors,
    ...some('ip', request.textOr('ip', undefined)),
    ...some('userAgent', request.textOr('user_agent', undefined)),
    parameters: request.objectOr('parameters', {}),
    ...some('correlationId', f.inner('transaction').textOr('correlation_id', undefined)),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
}

/** Who acts now: the actor token says it, or, where it is an ID token of the tenant, Auth0. */
function actorsInToken(verified: unknown, settings: Auth0Settings, problems: Problem[]): readonly Actor[] {
  if (verified === undefined) return [];
  const claims = claimsOf({ actor: verified }, 'actor', problems);
  const name = own(verified, 'issuer');
  if (name === TENANT) return actorsOf(pick(claims, ['sub']));
  const mapping = settings.issuers.find((each) => each.actorTokenTypes.length > 0 && each.issuer === name)?.actor;
  const claim = mapping?.claim ?? 'sub';
  const id = textOf(own(claims, claim));
  if (id === undefined)
    problems.push({ path: `/verified/actor/${claim}`, message: 'expected a string that is not empty' });
  return named(id === undefined ? [] : [id], mapping, '/verified/actor', problems);
}

/** Actors of an issuer, by the names they have here. What they are its prefix says, and never the issuer. */
function named(
  ids: readonly string[],
  mapping: ActorMapping | undefined,
  path: string,
  problems: Problem[],
): readonly Actor[] {
  if (ids.length > 0 && mapping === undefined)
    problems.push({ path, message: 'the settings do not say what actors of its issuer are called (`actor`)' });
  const prefix = mapping?.prefix ?? '';
  return ids.map((id) => ({ type: prefix.includes('|') ? 'user' : 'workload', id: `${prefix}${id}` }));
}

function organizationOf(
  subject: JsonObject,
  issuer: IssuerSettings | undefined,
  problems: Problem[],
): string | undefined {
  const claim = issuer?.organizationClaim;
  if (claim === undefined) return undefined;
  const organization = textOf(own(subject, claim));
  if (organization === undefined)
    problems.push({
      path: `/verified/subject/${claim}`,
      message: 'the subject token does not say which organization it is of',
    });
  return organization;
}

/** The claims of one of the tokens; a problem where the entry could not vouch for it. */
function claimsOf(verified: unknown, name: 'subject' | 'actor', problems: Problem[]): JsonObject {
  const f = fieldsOf(own(verified, name) ?? {}, `/verified/${name}`, problems);
  const failure = f.textOr('failure', f.has('claims') ? undefined : `no ${name} token was validated`);
  if (failure !== undefined) problems.push({ path: `/verified/${name}`, message: failure });
  return f.objectOr('claims', {});
}

function userOf(subject: JsonObject, issuer: IssuerSettings | undefined, problems: Problem[]): User {
  const mapping = issuer?.user;
  const idClaim = mapping?.by === 'connection' ? mapping.attributes['user_id'] : mapping?.claim;
  const id = textOf(idClaim === undefined ? undefined : own(subject, idClaim));
  if (problems.length === 0 && (mapping === undefined || id === undefined))
    problems.push({ path: '/verified/subject', message: 'the subject token does not say which user it speaks for' });
  if (mapping?.by !== 'connection') return { by: 'id', id: `${mapping?.prefix ?? ''}${id ?? ''}` };
  const attributes = Object.entries(mapping.attributes).flatMap(([attribute, claim]) => {
    const value = subject[claim];
    return Object.hasOwn(subject, claim) && value !== undefined && value !== null ? [[attribute, value] as const] : [];
  });
  const { connection, canCreate, canUpdate } = mapping;
  return {
    by: 'connection',
    id: id ?? '',
    connection,
    attributes: Object.fromEntries(attributes),
    canCreate,
    canUpdate,
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
