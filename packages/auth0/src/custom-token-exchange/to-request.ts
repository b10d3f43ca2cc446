// SPDX-License-Identifier: Apache-2.0
import type { AdaptedRequest } from '@assay/core/pep';
import { clientOf } from '../client.ts';
import { audienceOf } from '../audience.ts';
import type { Auth0Settings } from '../settings.ts';
import { some } from '../some.ts';
import type { CustomTokenExchangeEvent, User } from './event.ts';

/** Whether the exchange may be: scopes and claims are asked about by post-login, which follows. */
export function toRequest(event: CustomTokenExchangeEvent, settings: Auth0Settings): AdaptedRequest {
  const targets = [audienceOf({ ...event, clientId: event.client.id }, settings)];
  return {
    trigger: 'custom-token-exchange',
    grant: 'token_exchange',
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: { type: 'user', id: idOf(event.user), profile: event.profile },
    actors: event.actors,
    client: clientOf(event.client, settings),
    targets,
    scopes: [],
    authorizationDetails: [],
    authentication: { amr: [] },
    context: { ...some('ip', event.ip), ...some('userAgent', event.userAgent), parameters: event.parameters },
    baseline: {
      scopes: [],
      audiences: targets,
      groups: [],
      roles: [],
      claims: { access_token: {} },
      lifetimes: settings.lifetimes,
      authorizationDetails: [],
    },
  };
}

/** Which id Auth0 will give to a user of a connection is not told: here it is within the connection, so that no id of one is taken for another's. */
function idOf(user: User): string {
  return user.by === 'id' ? user.id : `${user.connection}|${user.id}`;
}
