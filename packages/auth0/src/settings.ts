// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import {
  CLIENT_REGISTRATIONS,
  fieldsOf,
  outOfBounds,
  own,
  type ClientRegistration,
  type Fields,
  type JsonObject,
  type Parsed,
  type TokenType,
} from '@assay/core/model';
import { readClients, readFlag, readLifetimes, refuseUnknown, type ClientSettings } from '@assay/core/pep';
import { isReservedName } from './claims.ts';
import { readIssuers, type IssuerSettings } from './issuer-settings.ts';
import { isReservedAttribute } from './restricted-claims.ts';
import { durationOf } from './read-settings.ts';

/** What one `acr` means here: which methods of authentication show it, and which factors a user can be asked for to get it. */
export interface AcrSettings {
  readonly acr: string;
  /** Names of `event.authentication.methods`, or types of those named `mfa`. */
  readonly methods: readonly string[];
  readonly factors: readonly string[];
  /** Whether a user who has no factor at all may enrol one on the spot. */
  readonly canEnrol: boolean;
}

/** The page that asks for consent and approval. */
export interface RedirectSettings {
  readonly url: string;
  /** The name of the Action's secret both sides sign with. */
  readonly secret: string;
  readonly expiresInSeconds: number;
}

/** `targets: auth0/<trigger>:` of the project file. */
export interface Auth0Settings {
  /** What tokens are for where the event names no API; absent: `urn:auth0:<tenant>:userinfo`. */
  readonly audience?: string;
  /** By client id; a client that is not listed speaks for itself. */
  readonly clients: ReadonlyMap<string, ClientSettings>;
  /** Whose a client is that is not listed. */
  readonly unlistedClients: ClientRegistration;
  /** Seconds, as configured at the APIs and applications: what a `max` of the policy is compared with. */
  readonly lifetimes: { readonly [T in TokenType]?: number };
  /** Events that do not tell the scopes: refuse them, or accept that scopes go unchecked there. */
  readonly unseenScopes: 'refuse' | 'accept';
  /** What a claim of the policy is called in tokens, and in assertions. */
  readonly claims: ReadonlyMap<string, string>;
  readonly samlAttributes: ReadonlyMap<string, string>;
  readonly acr: readonly AcrSettings[];
  readonly redirect?: RedirectSettings;
  /** Whose tokens are exchanged. */
  readonly issuers: readonly IssuerSettings[];
  /** Milliseconds an attempt may take, of the 20 seconds all Actions of a trigger share. */
  readonly budgetMs: number;
  /** Whether the plan lets an Action shorten refresh tokens: what a policy is checked against. At run time it is tried. */
  readonly hasRefreshTokenManagement: boolean;
  /** Whether events have target scopes: what a policy is checked against. At run time it is tried. */
  readonly hasTargetScopes: boolean;
  /** Whether there are applications of WS-Federation: whether a policy is checked against what those cannot do. At run time the event tells. */
  readonly hasWsFederation: boolean;
}

export const DEFAULT_SETTINGS: Auth0Settings = {
  clients: new Map(),
  unlistedClients: 'third_party',
  lifetimes: {},
  unseenScopes: 'refuse',
  claims: new Map(),
  samlAttributes: new Map(),
  acr: [],
  issuers: [],
  budgetMs: 8_000,
  hasRefreshTokenManagement: false,
  hasTargetScopes: false,
  hasWsFederation: false,
};

/** What an Action can take of the 20 seconds and still leave some to its neighbours. */
const MAX_BUDGET_MS = 18_000;
const DEFAULT_EXPIRY_SECONDS = 600;
/** Auth0 keeps the transaction of a redirect no longer than this (Auth0: "Redirect with Actions"). */
const MAX_EXPIRY_SECONDS = 3_600;

const KNOWN = [
  'audience',
  'clients',
  'unlisted_clients',
  'lifetimes',
  'unseen_scopes',
  'claims',
  'saml_attributes',
  'acr',
  'redirect',
  'issuers',
  'budget',
  'refresh_token_management',
  'target_scopes',
  'ws_federation',
];
/** What a user can be asked for (Auth0: `api.authentication.challengeWith`). */
const FACTORS = [
  'otp',
  'email',
  'phone',
  'push-notification',
  'webauthn-platform',
  'webauthn-roaming',
  'recovery-code',
];
const NO_MORE = { known: [], read: () => ({}) };
const KNOWN_OF_ACR = ['acr', 'methods', 'factors', 'enrol'];
const KNOWN_OF_REDIRECT = ['url', 'secret', 'expires'];

/** Reads the settings of a target. Paths of problems begin at the target. */
export function parseSettings(value: unknown): Parsed<Auth0Settings> {
  const outside = outOfBounds(value);
  if (outside.length > 0) return { ok: false, problems: outside };
  const problems: Problem[] = [];
  const f = fieldsOf(value, '', problems);
  refuseUnknown(value, '', KNOWN, problems);
  const audience = f.textOr('audience', undefined);
  const settings: Auth0Settings = {
    ...(audience === undefined ? {} : { audience }),
    clients: readClients(f.objectOr('clients', {}), problems, NO_MORE),
    unlistedClients: f.has('unlisted_clients') ? f.oneOf('unlisted_clients', CLIENT_REGISTRATIONS) : 'third_party',
    lifetimes: readLifetimes(f.objectOr('lifetimes', {}), problems),
    unseenScopes: f.has('unseen_scopes') ? f.oneOf('unseen_scopes', ['refuse', 'accept']) : 'refuse',
    claims: namesOf(f.objectOr('claims', {}), '/claims', problems, isReservedName),
    samlAttributes: namesOf(f.objectOr('saml_attributes', {}), '/saml_attributes', problems, isReservedAttribute),
    acr: acrsOf(f, problems),
    ...(f.has('redirect') && { redirect: redirectOf(own(value, 'redirect'), problems) }),
    issuers: readIssuers(f, problems),
    budgetMs: budgetOf(value, problems),
    hasRefreshTokenManagement: readFlag(value, 'refresh_token_management', false, '', problems),
    hasTargetScopes: readFlag(value, 'target_scopes', false, '', problems),
    hasWsFederation: readFlag(value, 'ws_federation', false, '', problems),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: settings };
}

/** What claims are called; a name no token can have, and one for two claims, is said here, before a policy is looked at. */
function namesOf(
  value: JsonObject,
  path: string,
  problems: Problem[],
  isWrong: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const f = fieldsOf(value, path, problems);
  const names = new Map<string, string>();
  for (const claim of Object.keys(value)) {
    const name = f.text(claim);
    if (isWrong(name))
      problems.push({ path: `${path}/${claim}`, message: `no token of Auth0 can have a claim named \`${name}\`` });
    if ([...names.values()].includes(name))
      problems.push({ path: `${path}/${claim}`, message: `two claims cannot both be named \`${name}\`` });
    names.set(claim, name);
  }
  return names;
}

function acrsOf(f: Fields, problems: Problem[]): readonly AcrSettings[] {
  let index = 0;
  return f.each('acr', (each, item) => acrOf(each, item, `/acr/${index++}`, problems));
}

function acrOf(f: Fields, item: JsonObject, path: string, problems: Problem[]): AcrSettings {
  refuseUnknown(item, path, KNOWN_OF_ACR, problems);
  const methods = f.texts('methods');
  if (methods.length === 0) problems.push({ path: `${path}/methods`, message: 'expected at least one' });
  const factors = f.textsOr('factors', []);
  if (factors.some((factor) => !FACTORS.includes(factor)))
    problems.push({ path: `${path}/factors`, message: `expected some of ${FACTORS.join(', ')}` });
  return { acr: f.text('acr'), methods, factors, canEnrol: readFlag(item, 'enrol', false, path, problems) };
}

function redirectOf(value: unknown, problems: Problem[]): RedirectSettings {
  const f = fieldsOf(value, '/redirect', problems);
  refuseUnknown(value, '/redirect', KNOWN_OF_REDIRECT, problems);
  const url = f.text('url');
  if (!/^https:\/\/[^/]/.test(url)) problems.push({ path: '/redirect/url', message: 'expected an https URL' });
  const expiresInSeconds = durationOf(value, 'expires', DEFAULT_EXPIRY_SECONDS, '/redirect', problems);
  if (expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRY_SECONDS)
    problems.push({ path: '/redirect/expires', message: 'expected between 1s and 1h' });
  return { url, secret: f.text('secret'), expiresInSeconds };
}

function budgetOf(value: unknown, problems: Problem[]): number {
  const budgetMs = durationOf(value, 'budget', DEFAULT_SETTINGS.budgetMs / 1000, '', problems) * 1000;
  if (budgetMs < 1 || budgetMs > MAX_BUDGET_MS)
    problems.push({ path: '/budget', message: 'expected between 1s and 18s' });
  return budgetMs;
}
