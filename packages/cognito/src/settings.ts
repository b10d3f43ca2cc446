// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import { fieldsOf, outOfBounds, type Parsed, type TokenType } from '@assay/core/model';
import {
  readClients,
  readDuration,
  readLifetimes,
  refuseUnknown,
  type ClientSettings as CommonClientSettings,
  type MoreOfClient,
} from '@assay/core/pep';
import type { EventVersion } from './event-version.ts';

/** What an operator says about one app client that Cognito does not. */
export interface ClientSettings extends CommonClientSettings {
  /** What the user pool lets it ask for; a scope beyond that is withheld. Not known, where absent. */
  readonly allowedScopes?: readonly string[];
  /** What a sign-in through the API asks for, which itself cannot ask: the ceiling an operator gives it, of which policy grants what it permits. */
  readonly signInScopes: readonly string[];
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
  /** Groups that stay as they are: say nothing of them, or repeat them all. */
  readonly unchangedGroups: 'omit' | 'repeat';
  /** What an attempt may take, in milliseconds. */
  readonly budgetMs: number;
  /** A user without `sub`, which only emulators send: refuse the event, or take the user name for it. */
  readonly missingSub: 'refuse' | 'user_name';
}

export const DEFAULT_SETTINGS: CognitoSettings = {
  clients: new Map(),
  lifetimes: {},
  eventVersion: 3,
  unseenScopes: 'refuse',
  missingSub: 'refuse',
  unchangedGroups: 'omit',
  budgetMs: 3_000,
};

const KNOWN = [
  'audience',
  'clients',
  'lifetimes',
  'event_version',
  'unseen_scopes',
  'missing_sub',
  'unchanged_groups',
  'budget',
];

/** Cognito waits 5 seconds, a cold start included. */
const LONGEST_BUDGET_MS = 4_500;

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
    clients: readClients(f.objectOr('clients', {}), problems, scopesOfClient(problems)),
    lifetimes: readLifetimes(f.objectOr('lifetimes', {}), problems),
    eventVersion: versionOf(f.integerOr('event_version', DEFAULT_SETTINGS.eventVersion), problems),
    unseenScopes: f.has('unseen_scopes') ? f.oneOf('unseen_scopes', ['refuse', 'accept']) : 'refuse',
    missingSub: f.has('missing_sub') ? f.oneOf('missing_sub', ['refuse', 'user_name']) : 'refuse',
    unchangedGroups: f.has('unchanged_groups') ? f.oneOf('unchanged_groups', ['omit', 'repeat']) : 'omit',
    budgetMs: budgetOf(value, problems),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: settings };
}

function versionOf(version: number, problems: Problem[]): EventVersion {
  if (version === 1 || version === 2 || version === 3) return version;
  problems.push({ path: '/event_version', message: `expected 1, 2 or 3, found ${version}` });
  return DEFAULT_SETTINGS.eventVersion;
}

function budgetOf(value: unknown, problems: Problem[]): number {
  const budget = readDuration(value, 'budget', DEFAULT_SETTINGS.budgetMs, '', problems);
  if (budget < 100 || budget > LONGEST_BUDGET_MS)
    problems.push({ path: '/budget', message: `expected a duration from 100ms to ${LONGEST_BUDGET_MS}ms` });
  return budget;
}

/** The scopes of an app client. */
const scopesOfClient = (problems: Problem[]): MoreOfClient<Pick<ClientSettings, 'allowedScopes' | 'signInScopes'>> => ({
  known: ['allowed_scopes', 'sign_in_scopes'],
  read: (f, path) => {
    const allowedScopes = f.textsOr('allowed_scopes', undefined);
    const signInScopes = f.textsOr('sign_in_scopes', []);
    if (signInScopes.some((scope) => !/^\S+$/.test(scope)))
      problems.push({ path: `${path}/sign_in_scopes`, message: 'expected scopes, which have no spaces in them' });
    for (const scope of signInScopes.filter((name) => allowedScopes?.includes(name) === false))
      problems.push({ path: `${path}/sign_in_scopes`, message: `expected scopes of allowed_scopes, found ${scope}` });
    return { ...(allowedScopes === undefined ? {} : { allowedScopes }), signInScopes };
  },
});
