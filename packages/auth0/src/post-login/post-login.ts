// SPDX-License-Identifier: Apache-2.0
import type { Adapter } from '@assay/core/pep';
import type { Effects } from '../effects.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { capabilitiesOf } from './capabilities.ts';
import { parseEvent, type PostLoginEvent } from './event.ts';
import { toRequest } from './to-request.ts';
import { refuse, toResponse } from './to-response.ts';

/** Auth0's trigger post-login, version 3. `clock` (milliseconds since 1970) turns a lifetime into the point in time Auth0 wants. */
export function postLogin(settings: Auth0Settings, clock: () => number): Adapter<PostLoginEvent, Effects> {
  return {
    name: 'auth0/post-login',
    parseEvent,
    toRequest: (event) => toRequest(event, settings),
    capabilities: (event) => capabilitiesOf(event, settings),
    correlation: correlationOf,
    toResponse: (decision, event, pending) => toResponse(decision, event, pending, settings, clock()),
    unchanged: () => [],
    refuse,
  };
}

function correlationOf({ tenant, transactionId, correlationId, continued }: PostLoginEvent): Record<string, string> {
  return {
    auth0_tenant: tenant,
    ...some('auth0_transaction', transactionId),
    ...some('auth0_correlation', correlationId),
    ...some('assay_decision', continued?.decision),
  };
}
