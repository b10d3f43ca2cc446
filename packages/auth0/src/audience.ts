// SPDX-License-Identifier: Apache-2.0
import type { Auth0Settings } from './settings.ts';

/** What of an event says what its tokens are for. */
export interface Addressed {
  readonly api?: string;
  readonly clientId: string;
  readonly tenant: string;
}

/**
 * The API, or what the operator says; otherwise one name for what an access token without an API is good for, the same for every domain of the tenant:
 * which of them a request came in by is the client's choice.
 */
export function audienceOf({ api, clientId, tenant }: Addressed, settings: Auth0Settings): string {
  return api ?? settings.clients.get(clientId)?.audience ?? settings.audience ?? `urn:auth0:${tenant}:userinfo`;
}
