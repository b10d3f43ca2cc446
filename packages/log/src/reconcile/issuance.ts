// SPDX-License-Identifier: Apache-2.0

/** What an event of an identity provider's own log says of a token. */
export interface Issuance {
  /** The id of the event, or its number in the file. */
  readonly id: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly isIssued: boolean;
  readonly client: string;
  /** Absent where the log does not say, as are the others. */
  readonly subject?: string;
  /** One of ours. */
  readonly grant?: string;
  /** Scopes asked for, at least: logs are written before, or beside, what policy takes out. */
  readonly scopes?: readonly string[];
  /** Ids that a record may have among its correlation, by their names there. */
  readonly ids: Readonly<Record<string, string>>;
}

/** `other`: a known event that is about no token; `unknown`: one that the table does not have; `unreadable`: one that lacks what it should say. */
export type ReadEvent = Issuance | 'other' | 'unknown' | 'unreadable';

/** What is known of the log of an identity provider. */
export interface IdpLog {
  /** An event as its export holds it. */
  readonly read: (event: Members, number: number) => ReadEvent;
  /** The type of an event, for counting those that are unknown. */
  readonly typeOf: (event: Members) => string;
}

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that is a text, and not empty. */
export function textOf(members: unknown, name: string): string | undefined {
  const value = isMembers(members) ? members[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A member by its names from the top. */
export const inner = (members: Members, ...names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (value, name) => (isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    members,
  );

/** Scopes as one text or a list. */
export function scopesOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  return Array.isArray(value) && value.every((scope) => typeof scope === 'string') ? value : undefined;
}

/** A time as milliseconds, or as text of RFC 3339. */
export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : undefined;
}

type Part = Omit<Issuance, 'time' | 'client' | 'subject' | 'grant' | 'scopes'> & {
  readonly [name in 'time' | 'client' | 'subject' | 'grant' | 'scopes']: Issuance[name] | undefined;
};

/** An issuance of what was found; unreadable without a time or a client. */
export function issuanceOf({ time, client, subject, grant, scopes, ...rest }: Part): ReadEvent {
  if (time === undefined || client === undefined) return 'unreadable';
  return {
    ...rest,
    time,
    client,
    ...(subject !== undefined && { subject }),
    ...(grant !== undefined && { grant }),
    ...(scopes && { scopes }),
  };
}
