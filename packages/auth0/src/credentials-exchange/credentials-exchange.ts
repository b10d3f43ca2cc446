// SPDX-License-Identifier: Apache-2.0
import type { Adapter } from '@assay/core/pep';
import type { Effects } from '../effects.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { capabilitiesOf } from './capabilities.ts';
import { parseEvent, type CredentialsExchangeEvent } from './event.ts';
import { toRequest } from './to-request.ts';
import { refuse, toResponse } from './to-response.ts';

/** Auth0's trigger credentials-exchange, version 2. */
export function credentialsExchange(settings: Auth0Settings): Adapter<CredentialsExchangeEvent, Effects> {
  return {
    name: 'auth0/credentials-exchange',
    parseEvent,
    toRequest: (event) => toRequest(event, settings),
    capabilities: (event) => capabilitiesOf(event, settings),
    correlation: ({ tenant, correlationId }) => ({
      auth0_tenant: tenant,
      ...some('auth0_correlation', correlationId),
    }),
    toResponse: (decision, event) => toResponse(decision, event, settings),
    unchanged: () => [],
    refuse,
  };
}
