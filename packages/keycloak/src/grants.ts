// SPDX-License-Identifier: Apache-2.0
import type { GrantType } from '@assay/core/model';

/** Grant types as the provider names them: those of the wire, `implicit` for what the authorization endpoint issues itself, `saml` for an assertion. */
export const WIRE_GRANTS = [
  'authorization_code',
  'client_credentials',
  'refresh_token',
  'password',
  'implicit',
  'saml',
  'urn:ietf:params:oauth:grant-type:device_code',
  'urn:openid:params:grant-type:ciba',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
] as const;
export type WireGrant = (typeof WIRE_GRANTS)[number];

/** What policies call them. */
export const GRANTS: Readonly<Record<WireGrant, GrantType>> = {
  authorization_code: 'authorization_code',
  client_credentials: 'client_credentials',
  refresh_token: 'refresh_token',
  password: 'password',
  implicit: 'implicit',
  saml: 'sign_in',
  'urn:ietf:params:oauth:grant-type:device_code': 'device_code',
  'urn:openid:params:grant-type:ciba': 'ciba',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'token_exchange',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'jwt_bearer',
};
