// SPDX-License-Identifier: Apache-2.0
import type { Auth0Settings } from './settings.ts';

/** What of an event says what its tokens are for. */
export interface Addressed {
  readonly api?: string;
  readonly clientId: string;
  readonly hostname?: string;
  readonly tenant: string;
}

/** The API, or what the operator says; otherwise the endpoint an access token without an API is good for. */
export function audienceOf({ api, clientId, hostname, tenant }: Addressed, settings: Auth0Settings): string {
  return (
    api ??
    settings.clients.get(clientId)?.audience ??
    settings.audience ??
    `https://${hostname ?? `${tenant}.auth0.com`}/userinfo`
  );
}
