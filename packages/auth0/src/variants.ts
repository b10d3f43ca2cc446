// SPDX-License-Identifier: Apache-2.0
import { own, type TokenType } from '@assay/core/model';
import type { Capabilities } from '@assay/core/pep';
import { capabilitiesOf as ofCredentialsExchange } from './credentials-exchange/capabilities.ts';
import { CAPABILITIES as OF_CUSTOM_TOKEN_EXCHANGE } from './custom-token-exchange/custom-token-exchange.ts';
import { ALL_FEATURES, type Features } from './features.ts';
import { capabilitiesOf as ofPostLogin } from './post-login/capabilities.ts';
import { PROTOCOLS, type TransactionKind } from './protocols.ts';
import { DEFAULT_SETTINGS, type Auth0Settings } from './settings.ts';

/** The triggers of Auth0 that shape tokens. */
export const TRIGGERS = ['post-login', 'credentials-exchange', 'custom-token-exchange'] as const;
export type Auth0Trigger = (typeof TRIGGERS)[number];

/** A trigger, or one kind of its events: what it issues, and what it can carry out under an operator's settings. */
export interface Variant {
  readonly trigger: Auth0Trigger;
  /** Which events; absent: those of the trigger. */
  readonly of?: string;
  readonly tokens: readonly TokenType[];
  readonly capabilities: (settings: Auth0Settings) => Capabilities;
}

/** An API of nobody in particular: what matters is that there is one. */
const API = 'https://api.example.com';

function postLogin(of: string | undefined, protocol: string, tokens: readonly TokenType[]): Variant {
  const kind = PROTOCOLS.get(protocol) as TransactionKind; // sound: called below, with names of the table
  return {
    trigger: 'post-login',
    ...(of === undefined ? {} : { of }),
    tokens,
    capabilities: (settings) =>
      ofPostLogin({ kind, features: featuresUnder(settings), api: API, scopes: [] }, settings),
  };
}

/** What to expect of a tenant, by what its operator says of the plan. At run time the `api` object tells. */
function featuresUnder({ hasTargetScopes, hasRefreshTokenManagement }: Auth0Settings): Features {
  return { ...ALL_FEATURES, targetScopes: hasTargetScopes, refreshToken: hasRefreshTokenManagement };
}

const OF_A_LOGIN: readonly TokenType[] = ['access_token', 'id_token', 'refresh_token'];

/** Every kind of event there is. The first of each trigger is what most of its events are, and what a policy is checked against. */
export const VARIANTS: readonly Variant[] = [
  postLogin(undefined, 'oidc-basic-profile', OF_A_LOGIN),
  postLogin('without a browser', 'oauth2-refresh-token', OF_A_LOGIN),
  postLogin('SAML', 'samlp', ['saml2']),
  postLogin('WS-Federation', 'wsfed', ['saml2']),
  {
    trigger: 'credentials-exchange',
    tokens: ['access_token'],
    capabilities: (settings) =>
      ofCredentialsExchange({ features: featuresUnder(settings), scopes: [], api: API }, settings),
  },
  { trigger: 'custom-token-exchange', tokens: ['access_token'], capabilities: () => OF_CUSTOM_TOKEN_EXCHANGE },
];

/** A tenant with every early access and plan, and settings for all there is: the most a trigger can do. */
const EVERYTHING: Auth0Settings = {
  ...DEFAULT_SETTINGS,
  acr: [{ acr: 'example', methods: ['mfa'], factors: ['otp'], canEnrol: true }],
  redirect: { url: API, secret: 'example', expiresInSeconds: 600 },
  claims: new Map([['roles', `${API}/roles`]]),
  samlAttributes: new Map([['email', 'email']]),
  hasTargetScopes: true,
  hasRefreshTokenManagement: true,
};

/** The most each kind of event can carry out, by its name. */
export const CAPABILITIES: Readonly<Record<string, Capabilities>> = Object.fromEntries(
  VARIANTS.map((variant) => [nameOf(variant), variant.capabilities(EVERYTHING)]),
);

/** `post-login`, or `post-login (SAML)`. */
export function nameOf({ trigger, of }: Pick<Variant, 'trigger' | 'of'>): string {
  return of === undefined ? trigger : `${trigger} (${of})`;
}

const OF_NOBODY: readonly (readonly [string, readonly string[]])[] = [
  ['authentication.acr', ['authentication', 'acr']],
  ['authentication.auth_time', ['authentication', 'authTime']],
];
const CONFIRMATION = ['confirmation', ['confirmation']] as const;

/** What no event of a trigger tells, by its name in expressions, and where the request would have it. An `acr` is told as far as the settings say what it means. */
export function neverTold(trigger: Auth0Trigger, { acr }: Auth0Settings): ReadonlyMap<string, readonly string[]> {
  if (trigger !== 'post-login') return new Map([...OF_NOBODY, CONFIRMATION]);
  return new Map([...OF_NOBODY.filter(([name]) => name === 'authentication.acr' && acr.length === 0), CONFIRMATION]);
}

/** Obligations no request of a trigger can show to be met, and why. */
export function neverMet(trigger: Auth0Trigger): ReadonlyMap<string, string> {
  return trigger === 'post-login' ? new Map() : new Map([['step_up', 'its events tell nothing of an authentication']]);
}

/** The trigger an event is of; undefined where it is of none we know. */
export function triggerOf(event: unknown): Auth0Trigger | undefined {
  if (own(event, 'user') !== undefined) return 'post-login';
  if (own(own(event, 'transaction'), 'subject_token') !== undefined) return 'custom-token-exchange';
  return own(event, 'accessToken') === undefined ? undefined : 'credentials-exchange';
}
