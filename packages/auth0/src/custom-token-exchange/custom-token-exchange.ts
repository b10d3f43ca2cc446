// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import { own } from '@assay/core/model';
import type { Adapter, Capabilities } from '@assay/core/pep';
import { COMMON, NO_CLAIMS } from '../claims.ts';
import type { Effects } from '../effects.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { parseEvent, type CustomTokenExchangeEvent } from './event.ts';
import { toRequest } from './to-request.ts';
import { exchange, refuse } from './to-response.ts';

/** What custom-token-exchange can carry out: it says who the user is and who acts; the token is shaped by post-login. */
export const CAPABILITIES: Capabilities = {
  ...COMMON,
  scopes: 'none',
  hasUnseenScopes: false,
  claims: { access_token: NO_CLAIMS },
  lifetime: [],
  obligations: [],
  // no token is shaped here: what would be set is withheld, whatever its name
  isReservedClaim: () => false,
};

/**
 * Auth0's trigger custom-token-exchange, version 1, for one execution: `verified` is what the entry made of its tokens. A policy that only
 * observes changes nothing about the exchange, which is the Action's own work: the user is set, and an invalid token refused, all the same.
 */
export function customTokenExchange(
  settings: Auth0Settings,
  verified: unknown,
): Adapter<CustomTokenExchangeEvent, Effects> {
  const isInvalid = own(own(verified, 'subject'), 'isInvalid') === true;
  return {
    name: 'auth0/custom-token-exchange',
    parseEvent: (native) => parseEvent(native, settings),
    toRequest: (event) => toRequest(event, settings),
    capabilities: () => CAPABILITIES,
    correlation: ({ tenant, correlationId }) => ({ auth0_tenant: tenant, ...some('auth0_correlation', correlationId) }),
    toResponse: (_, event) => exchange(event),
    unchanged: (native) => {
      const event = parseEvent(native, settings);
      if (event.ok) return exchange(event.value);
      // the exchange is not made: by throwing, so that the record says that it was refused
      throw new AssayError(
        'ERR_EVENT_INVALID',
        event.problems.map(({ path, message }) => `${path}: ${message}`).join('; '),
      );
    },
    refuse: (refusal) => refuse(refusal, isInvalid),
  };
}
