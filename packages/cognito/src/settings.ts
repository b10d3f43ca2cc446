// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import {
  CLIENT_REGISTRATIONS,
  fieldsOf,
  isObject,
  outOfBounds,
  TOKEN_TYPES,
  type ClientRegistration,
  type Parsed,
  type TokenType,
} from '@assay/core/model';
import type { EventVersion } from './event-version.ts';

/** What an operator says about one app client that Cognito does not. */
export interface ClientSettings {
  readonly registration: ClientRegistration;
  /** What its client-credentials tokens speak for: the client itself, or a workload behind it. */
  readonly subjectType: 'client' | 'workload';
  readonly name?: string;
  /** The audience of its tokens, where it is another than the user pool's. */
  readonly audience?: string;
}

/** `targets: cognito/pre-token-generation:` of the project file. */
export interface CognitoSettings {
  /** What the access tokens are for, as policies name it; absent: the user pool's issuer. */
  readonly audience?: string;
  /** By app client id; a client that is not listed is a first party's, and speaks for itself. */
  readonly clients: ReadonlyMap<string, ClientSettings>;
  /** Seconds, as configured at the app clients: what a `max` of the policy is compared with, because the trigger cannot change them. */
  readonly lifetimes: { readonly [T in TokenType]?: number };
  /** What the user pool's trigger is configured to send (V1_0, V2_0, V3_0): what a policy is checked against. Events say their own version. */
  readonly eventVersion: EventVersion;
  /** Version 1 events do not tell the scopes: refuse them, or accept that scopes go unchecked there. */
  readonly unseenScopes: 'refuse' | 'accept';
  /** A user without `sub`, which only emulators send: refuse the event, or take the user name for it. */
  readonly missingSub: 'refuse' | 'user_name';
}

export const DEFAULT_SETTINGS: CognitoSettings = {
  clients: new Map(),
  lifetimes: {},
  eventVersion: 3,
  unseenScopes: 'refuse',
  missingSub: 'refuse',
};

const KNOWN = ['audience', 'clients', 'lifetimes', 'event_version', 'unseen_scopes', 'missing_sub'];
const KNOWN_OF_CLIENT = ['registration', 'subject_type', 'name', 'audience'];

/** Reads the settings of the target. Paths of problems begin at the target. */
export function parseSettings(value: unknown): Parsed<CognitoSettings> {
  const outside = outOfBounds(value);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(value, '', problems);
  refuseUnknown(value, '', KNOWN, problems);
  const audience = f.textOr('audience', undefined);
  const settings: CognitoSettings = {
    ...(audience === undefined ? {} : { audience }),
    clients: clientsOf(f.objectOr('clients', {}), problems),
    lifetimes: lifetimesOf(f.objectOr('lifetimes', {}), problems),
    eventVersion: versionOf(f.integerOr('event_version', DEFAULT_SETTINGS.eventVersion), problems),
    unseenScopes: f.has('unseen_scopes') ? f.oneOf('unseen_scopes', ['refuse', 'accept']) : 'refuse',
    missingSub: f.has('missing_sub') ? f.oneOf('missing_sub', ['refuse', 'user_name']) : 'refuse',
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: settings };
}

function versionOf(version: number, problems: Problem[]): EventVersion {
  if (version === 1 || version === 2 || version === 3) return version;
  problems.push({ path: '/event_version', message: `expected 1, 2 or 3, found ${version}` });
  return DEFAULT_SETTINGS.eventVersion;
}

function refuseUnknown(value: unknown, path: string, known: readonly string[], problems: Problem[]): void {
  for (const name of isObject(value) ? Object.keys(value) : []) {
    if (!known.includes(name))
      problems.push({ path: `${path}/${name}`, message: `expected one of ${known.join(', ')}` });
  }
}

function clientsOf(value: object, problems: Problem[]): ReadonlyMap<string, ClientSettings> {
  const clients = new Map<string, ClientSettings>();
  for (const [id, settings] of Object.entries(value)) {
    const f = fieldsOf(settings, `/clients/${id}`, problems);
    refuseUnknown(settings, `/clients/${id}`, KNOWN_OF_CLIENT, problems);
    const name = f.textOr('name', undefined);
    const audience = f.textOr('audience', undefined);
    clients.set(id, {
      registration: f.has('registration') ? f.oneOf('registration', CLIENT_REGISTRATIONS) : 'first_party',
      subjectType: f.has('subject_type') ? f.oneOf('subject_type', ['client', 'workload']) : 'client',
      ...(name === undefined ? {} : { name }),
      ...(audience === undefined ? {} : { audience }),
    });
  }
  return clients;
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function lifetimesOf(value: object, problems: Problem[]): { readonly [T in TokenType]?: number } {
  const lifetimes: { [T in TokenType]?: number } = {};
  for (const [name, text] of Object.entries(value)) {
    const token = TOKEN_TYPES.find((known) => known === name);
    const match = typeof text === 'string' ? /^(\d{1,6})([smhd])$/.exec(text) : null;
    if (token === undefined)
      problems.push({ path: `/lifetimes/${name}`, message: `expected one of ${TOKEN_TYPES.join(', ')}` });
    else if (!match) problems.push({ path: `/lifetimes/${name}`, message: 'expected a duration such as `60m`' });
    else lifetimes[token] = Number(match[1]) * (UNITS[match[2] ?? ''] ?? 0);
  }
  return lifetimes;
}
