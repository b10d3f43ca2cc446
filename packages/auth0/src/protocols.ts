// SPDX-License-Identifier: Apache-2.0
import type { GrantType } from '@assay/core/model';

/** What a login transaction is, whatever its protocol is called. */
export interface TransactionKind {
  readonly grant: GrantType;
  /** Whether tokens are issued, or an assertion: one of SAML, or one of WS-Federation, which not all setters are known to reach. */
  readonly issues: 'tokens' | 'saml' | 'wsfed';
  /** Whether a person is at a browser that can be sent elsewhere. */
  readonly isInteractive: boolean;
}

const tokens = (grant: GrantType, isInteractive = false): TransactionKind => ({
  grant,
  issues: 'tokens',
  isInteractive,
});

/** By `event.transaction.protocol` (Auth0: "Post-login event object"). */
export const PROTOCOLS: ReadonlyMap<string, TransactionKind> = new Map([
  ['oidc-basic-profile', tokens('authorization_code', true)],
  ['oidc-implicit-profile', tokens('implicit', true)],
  ['oidc-hybrid-profile', tokens('authorization_code', true)],
  ['oauth2-device-code', tokens('device_code')],
  ['oauth2-resource-owner', tokens('password')],
  ['oauth2-password', tokens('password')],
  ['oauth2-resource-owner-jwt-bearer', tokens('jwt_bearer')],
  ['oauth2-webauthn', tokens('sign_in')],
  ['oauth2-access-token', tokens('token_exchange')],
  ['oauth2-refresh-token', tokens('refresh_token')],
  ['oauth2-token-exchange', tokens('token_exchange')],
  ['oidc-ciba', tokens('ciba')],
  ['oidc-ciba-web-link', tokens('ciba')],
  ['samlp', { grant: 'sign_in', issues: 'saml', isInteractive: true }],
  ['wsfed', { grant: 'sign_in', issues: 'wsfed', isInteractive: true }],
  ['wstrust-usernamemixed', { grant: 'password', issues: 'wsfed', isInteractive: false }],
]);

/** By `grant_type` of the token request, where the event does not name a protocol we know. */
const GRANTS: ReadonlyMap<string, GrantType> = new Map([
  ['authorization_code', 'authorization_code'],
  ['refresh_token', 'refresh_token'],
  ['password', 'password'],
  ['http://auth0.com/oauth/grant-type/password-realm', 'password'],
  ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'],
  ['urn:ietf:params:oauth:grant-type:token-exchange', 'token_exchange'],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'jwt_bearer'],
  ['urn:ietf:params:oauth:grant-type:saml2-bearer', 'saml2_bearer'],
  ['urn:openid:params:grant-type:ciba', 'ciba'],
]);

/** The kind of a transaction; of one whose protocol is not known, the grant its request names, and nobody to be asked anything. */
export function kindOf(protocol: string | undefined, grantType: string | undefined): TransactionKind {
  const known = protocol === undefined ? undefined : PROTOCOLS.get(protocol);
  return known ?? tokens((grantType === undefined ? undefined : GRANTS.get(grantType)) ?? 'sign_in');
}
