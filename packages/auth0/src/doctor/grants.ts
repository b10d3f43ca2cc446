// SPDX-License-Identifier: Apache-2.0
import type { ClientFacts } from './facts.ts';

/** What is asked for tokens of a grant: a trigger all its tokens go through, or no Action at all. */
export type AskedBy = 'post-login' | 'credentials-exchange' | 'nothing' | 'unknown';

const NAMES = [
  'authorization_code',
  'implicit',
  'refresh_token',
  'sign_in',
  'password',
  'device_code',
  'ciba',
  'jwt_bearer',
  'token_exchange',
  'client_credentials',
  'saml2',
  'wsfed',
  'token_vault',
  'other',
] as const;
export type Grant = (typeof NAMES)[number];

/** In the order they are shown. */
export const GRANT_NAMES: readonly Grant[] = NAMES;

/** What the grants of a tenant ask (Auth0: "Post-login trigger", "Machine to machine trigger"). */
export const GRANTS: Readonly<Record<Grant, AskedBy>> = {
  authorization_code: 'post-login',
  implicit: 'post-login',
  refresh_token: 'post-login',
  sign_in: 'post-login',
  password: 'post-login',
  device_code: 'post-login',
  ciba: 'post-login',
  jwt_bearer: 'post-login',
  // after the Action of the profile, which says whom a token speaks for, post-login says what is in it
  token_exchange: 'post-login',
  client_credentials: 'credentials-exchange',
  saml2: 'post-login',
  wsfed: 'post-login',
  token_vault: 'nothing',
  other: 'unknown',
};

const TYPES: ReadonlyMap<string, Grant> = new Map([
  ['authorization_code', 'authorization_code'],
  ['implicit', 'implicit'],
  ['refresh_token', 'refresh_token'],
  ['client_credentials', 'client_credentials'],
  ['password', 'password'],
  ['http://auth0.com/oauth/grant-type/password-realm', 'password'],
  ['http://auth0.com/oauth/legacy/grant-type/ro', 'password'],
  ['http://auth0.com/oauth/grant-type/passwordless/otp', 'sign_in'],
  ['urn:okta:params:oauth:grant-type:webauthn', 'sign_in'],
  ['urn:ietf:params:oauth:grant-type:device_code', 'device_code'],
  ['urn:openid:params:grant-type:ciba', 'ciba'],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'jwt_bearer'],
  ['http://auth0.com/oauth/legacy/grant-type/ro/jwt-bearer', 'jwt_bearer'],
  ['urn:ietf:params:oauth:grant-type:token-exchange', 'token_exchange'],
  ['http://auth0.com/oauth/legacy/grant-type/access_token', 'token_exchange'],
  ['urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token', 'token_vault'],
]);

/** They only continue another grant, whose trigger has run or is still to run. */
const CONTINUES = /^http:\/\/auth0\.com\/oauth\/grant-type\/mfa-(?:oob|otp|recovery-code)$/;

const ADDONS: ReadonlyMap<string, Grant> = new Map([
  ['samlp', 'saml2'],
  ['wsfed', 'wsfed'],
]);

/** The grants a client may use; undefined where the export does not tell. Pure. */
export function grantsOf({ grantTypes, exchanges, addons }: ClientFacts): ReadonlySet<Grant> | undefined {
  if (!grantTypes) return undefined;
  return new Set([
    ...grantTypes.filter((type) => !CONTINUES.test(type)).map((type) => TYPES.get(type) ?? 'other'),
    ...(exchanges.length > 0 ? (['token_exchange'] as const) : []),
    ...addons.flatMap((addon) => ADDONS.get(addon) ?? []),
  ]);
}
