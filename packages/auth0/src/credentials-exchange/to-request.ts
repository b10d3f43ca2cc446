// SPDX-License-Identifier: Apache-2.0
import type { AdaptedRequest } from '@assay/core/pep';
import { clientOf } from '../client.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import type { CredentialsExchangeEvent } from './event.ts';

/** The event as the question every identity provider asks: the client speaks for itself, or for a workload behind it. */
export function toRequest(event: CredentialsExchangeEvent, settings: Auth0Settings): AdaptedRequest {
  const { client, agentId, scopes = [], api, profile, parameters } = event;
  return {
    trigger: 'credentials-exchange',
    grant: 'client_credentials',
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: { type: settings.clients.get(client.id)?.subjectType ?? 'client', id: client.id, profile },
    actors: agentId === undefined ? [] : [{ type: 'workload', id: agentId }],
    client: clientOf(client, settings),
    targets: [api],
    scopes,
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { ...some('ip', event.ip), ...some('userAgent', event.userAgent), parameters },
    baseline: {
      scopes,
      audiences: [api],
      groups: [],
      roles: [],
      claims: { access_token: {} },
      lifetimes: settings.lifetimes,
      authorizationDetails: [],
    },
  };
}
