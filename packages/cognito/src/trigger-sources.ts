// SPDX-License-Identifier: Apache-2.0
import type { GrantType } from '@assay/core/model';

/** Why Cognito asks. */
export const TRIGGER_SOURCES = [
  'TokenGeneration_HostedAuth',
  'TokenGeneration_Authentication',
  'TokenGeneration_NewPasswordChallenge',
  'TokenGeneration_AuthenticateDevice',
  'TokenGeneration_RefreshTokens',
  'TokenGeneration_ClientCredentials',
] as const;
export type TriggerSource = (typeof TRIGGER_SOURCES)[number];

/**
 * The grant behind each. `Authentication` is a sign-in through the API or managed login, and also a refresh with rotation
 * (GetTokensFromRefreshToken): the event does not tell which, so neither do we.
 */
export const GRANTS: Readonly<Record<TriggerSource, GrantType>> = {
  TokenGeneration_HostedAuth: 'authorization_code',
  TokenGeneration_Authentication: 'sign_in',
  TokenGeneration_NewPasswordChallenge: 'sign_in',
  TokenGeneration_AuthenticateDevice: 'sign_in',
  TokenGeneration_RefreshTokens: 'refresh_token',
  TokenGeneration_ClientCredentials: 'client_credentials',
};
