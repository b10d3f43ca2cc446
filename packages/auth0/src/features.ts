// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';

/** What the `api` object of one execution offers: tenants differ by plan, by early access, and by harness. */
export interface Features {
  /** Scopes are set through the transaction, before Auth0's own policies look at them. */
  readonly targetScopes: boolean;
  /** Scopes of the access token can be taken away and added. */
  readonly tokenScopes: boolean;
  /** The life of a refresh token can be shortened, and notes be left on it. */
  readonly refreshToken: boolean;
  readonly transactionMetadata: boolean;
  /** A person can be asked for a factor, or to enrol one. */
  readonly challenge: boolean;
  readonly redirect: boolean;
  readonly saml: boolean;
}

const FEATURES: readonly (keyof Features)[] = [
  'targetScopes',
  'tokenScopes',
  'refreshToken',
  'transactionMetadata',
  'challenge',
  'redirect',
  'saml',
];

/** Everything there is: what a policy is checked against, where nobody said otherwise. */
export const ALL_FEATURES: Features = {
  targetScopes: true,
  tokenScopes: true,
  refreshToken: true,
  transactionMetadata: true,
  challenge: true,
  redirect: true,
  saml: true,
};

/** Features as they come with an event: what is not said to be there is not. */
export function featuresOf(value: unknown): Features {
  return Object.fromEntries(FEATURES.map((name) => [name, own(value, name) === true])) as unknown as Features; // sound: FEATURES names every member
}

/** What `api` offers for this event. Never throws; what cannot be asked for is not offered. */
export function detectFeatures(event: unknown, api: unknown): Features {
  return {
    targetScopes: canSetTargetScopes(event, api),
    tokenScopes: has(api, 'accessToken', 'removeScope') && has(api, 'accessToken', 'addScope'),
    // online refresh tokens take neither an end nor notes
    refreshToken: has(api, 'refreshToken', 'setExpiresAt') && read(event, 'refresh_token', 'access') !== 'online',
    transactionMetadata: has(api, 'transaction', 'setMetadata'),
    challenge: has(api, 'authentication', 'challengeWith') && has(api, 'authentication', 'enrollWith'),
    redirect: has(api, 'redirect', 'encodeToken') && has(api, 'redirect', 'sendUserTo'),
    saml: has(api, 'samlResponse', 'setAttribute') && has(api, 'samlResponse', 'setLifetimeInSeconds'),
  };
}

/** The methods are there on tenants without the feature too, and throw: so the scopes are set to what they are, which changes nothing. */
function canSetTargetScopes(event: unknown, api: unknown): boolean {
  const current = read(event, 'transaction', 'target_scopes');
  if (!Array.isArray(current) || !has(api, 'transaction', 'setTargetScopes')) return false;
  try {
    const transaction = read(api, 'transaction');
    Reflect.apply(read(transaction, 'setTargetScopes') as () => void, transaction, [[...(current as unknown[])]]); // sound: `has` found a function
    return true;
  } catch {
    return false;
  }
}

const has = (api: unknown, namespace: string, method: string): boolean =>
  typeof read(api, namespace, method) === 'function';

/** A member by its path, inherited ones too: an `api` object has its methods from its class. */
function read(value: unknown, ...path: readonly string[]): unknown {
  try {
    return path.reduce<unknown>(
      (at, name) => (at === null || at === undefined ? undefined : (at as Readonly<Record<string, unknown>>)[name]),
      value,
    );
  } catch {
    return undefined;
  }
}
