// SPDX-License-Identifier: Apache-2.0
import type { Capabilities } from '@assay/core/pep';
import { accessClaims, COMMON, isReservedHere } from '../claims.ts';
import { exceedsLimits } from '../limits.ts';
import type { Auth0Settings } from '../settings.ts';
import type { CredentialsExchangeEvent } from './event.ts';

/** What credentials-exchange can carry out: without target scopes it can take no scope away, and a withheld one is a denial. Pure. */
export function capabilitiesOf(
  { features, scopes, api }: Pick<CredentialsExchangeEvent, 'features' | 'scopes' | 'api'>,
  settings: Auth0Settings,
): Capabilities {
  return {
    ...COMMON,
    scopes: features.targetScopes ? 'remove' : 'none',
    hasUnseenScopes: scopes === undefined && settings.unseenScopes === 'refuse',
    claims: { access_token: accessClaims(api, settings) },
    lifetime: [],
    obligations: [],
    isReservedClaim: (claim, token) => isReservedHere(claim, token, settings),
    exceeds: (decision) => exceedsLimits(decision, settings),
  };
}
