// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type Json, type JsonObject } from '@assay/core/model';

/** Members of `event.user` that are the subject's profile under their own names. Identities are not among them: they can hold tokens of other providers. */
export const USER_MEMBERS = [
  'email',
  'email_verified',
  'name',
  'given_name',
  'family_name',
  'nickname',
  'picture',
  'username',
  'phone_number',
  'phone_verified',
  'created_at',
  'updated_at',
  'last_password_reset',
  'app_metadata',
  'user_metadata',
] as const;

/** A member of the profile that comes from elsewhere in the event: from where, and what of it. */
export interface ProfileMember {
  readonly name: string;
  readonly from: readonly [string, ...string[]];
  /** The members that are taken over; absent: the whole value. */
  readonly keep?: readonly string[];
}

/** What else the profile holds. These win over members of the user of the same name. */
export const EVENT_MEMBERS: readonly ProfileMember[] = [
  { name: 'roles', from: ['authorization', 'roles'] },
  { name: 'organization', from: ['organization'], keep: ['id', 'name', 'display_name', 'metadata'] },
  { name: 'connection', from: ['connection'], keep: ['id', 'name', 'strategy', 'metadata'] },
  { name: 'risk', from: ['authentication', 'riskAssessment'] },
  {
    name: 'session',
    from: ['session'],
    keep: ['id', 'authenticated_at', 'created_at', 'expires_at', 'idle_expires_at', 'metadata'],
  },
  {
    name: 'refresh_token',
    from: ['refresh_token'],
    keep: ['id', 'created_at', 'expires_at', 'idle_expires_at', 'metadata'],
  },
  { name: 'agent', from: ['agent'], keep: ['agent_id', 'name', 'agent_metadata'] },
  { name: 'client_metadata', from: ['client', 'metadata'] },
  { name: 'token_exchange', from: ['transaction'], keep: ['subject_token_type', 'actor_token_type'] },
  { name: 'logins_count', from: ['stats', 'logins_count'] },
];

/** The profile of the subject of a token. */
export function profileOf(event: JsonObject): JsonObject {
  const profile: Record<string, Json> = pick(own(event, 'user'), USER_MEMBERS);
  for (const { name, from, keep } of EVENT_MEMBERS) {
    const found = from.reduce<unknown>(own, event);
    const value = keep === undefined ? found : isObject(found) ? pick(found, keep) : undefined;
    if (value !== undefined && value !== null && !isEmpty(value))
      profile[name] = value as Json; // sound: a member of JSON
    else delete profile[name];
  }
  return profile;
}

/** The own members of these names; absent ones and null are left out. */
export function pick(value: unknown, names: readonly string[]): Record<string, Json> {
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const found = own(value, name) ?? undefined;
    if (found !== undefined) picked[name] = found as Json; // sound: a member of JSON
  }
  return picked;
}

const isEmpty = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;
