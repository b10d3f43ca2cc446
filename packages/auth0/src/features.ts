// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { invokeAsync, offers } from './invoke.ts';
import { PROTOCOLS } from './protocols.ts';

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

/**
 * What `api` offers for this event. Never rejects; what cannot be asked for is not offered. With `isObserving` nothing is called, and a method that is
 * there counts as one that works.
 */
export async function detectFeatures(event: unknown, api: unknown, isObserving = false): Promise<Features> {
  return {
    targetScopes: await canSetTargetScopes(own(event, 'transaction'), api, isObserving),
    tokenScopes: offers(api, 'accessToken.removeScope', 'accessToken.addScope'),
    // online refresh tokens take neither an end nor notes
    refreshToken: offers(api, 'refreshToken.setExpiresAt') && own(own(event, 'refresh_token'), 'access') !== 'online',
    transactionMetadata: offers(api, 'transaction.setMetadata'),
    challenge: offers(api, 'authentication.challengeWith', 'authentication.enrollWith'),
    redirect: offers(api, 'redirect.encodeToken', 'redirect.sendUserTo'),
    saml: offers(api, 'samlResponse.setAttribute', 'samlResponse.setLifetimeInSeconds'),
  };
}

/**
 * The methods are there on tenants without the feature too, and throw: so the scopes are set to what they are, which changes nothing. Not where there are
 * none, which would be a word of its own, and not for an assertion, which has none.
 */
async function canSetTargetScopes(transaction: unknown, api: unknown, isObserving: boolean): Promise<boolean> {
  const current = own(transaction, 'target_scopes');
  if (!Array.isArray(current) || current.length === 0 || isOfAssertion(own(transaction, 'protocol'))) return false;
  if (isObserving) return offers(api, 'transaction.setTargetScopes');
  try {
    await invokeAsync(api, 'transaction.setTargetScopes', [[...(current as unknown[])]]);
    return true;
  } catch {
    return false;
  }
}

function isOfAssertion(protocol: unknown): boolean {
  const kind = typeof protocol === 'string' ? PROTOCOLS.get(protocol) : undefined;
  return kind !== undefined && kind.issues !== 'tokens';
}
