// SPDX-License-Identifier: Apache-2.0
import type { Adapter } from '@assay/core/pep';
import type { Effects } from '../effects.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import { capabilitiesOf } from './capabilities.ts';
import { parseEvent, type PostLoginEvent } from './event.ts';
import { toRequest } from './to-request.ts';
import { refuse, toResponse } from './to-response.ts';

/** What the adapter has of its host. */
export interface PostLoginPorts {
  /** Milliseconds since 1970: turns a lifetime into the point in time Auth0 wants, and tells what is fresh. */
  readonly clock: () => number;
  /** The parameters of a client the policy reads: they are kept while a user is elsewhere. */
  readonly parameters: readonly string[];
}

/** Auth0's trigger post-login, version 3. */
export function postLogin(
  settings: Auth0Settings,
  { clock, parameters }: PostLoginPorts,
): Adapter<PostLoginEvent, Effects> {
  return {
    name: 'auth0/post-login',
    parseEvent: (native) => parseEvent(native, parameters),
    toRequest: (event) => toRequest(event, settings, clock()),
    capabilities: (event) => capabilitiesOf(event, settings),
    correlation: correlationOf,
    toResponse: (decision, event, pending) =>
      toResponse(decision, event, pending, { settings, now: clock(), parameters }),
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
