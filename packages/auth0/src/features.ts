// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { offers } from './invoke.ts';

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

/** What `api` offers for this event; whether target scopes can be set only a try tells. Never throws. */
export function detectFeatures(event: unknown, api: unknown, targetScopes: boolean): Features {
  return {
    targetScopes,
    tokenScopes: offers(api, 'accessToken.removeScope', 'accessToken.addScope'),
    // online refresh tokens take neither an end nor notes
    refreshToken: offers(api, 'refreshToken.setExpiresAt') && own(own(event, 'refresh_token'), 'access') !== 'online',
    transactionMetadata: offers(api, 'transaction.setMetadata'),
    challenge: offers(api, 'authentication.challengeWith', 'authentication.enrollWith'),
    redirect: offers(api, 'redirect.encodeToken', 'redirect.sendUserTo'),
    saml: offers(api, 'samlResponse.setAttribute', 'samlResponse.setLifetimeInSeconds'),
  };
}
