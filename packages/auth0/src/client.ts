// SPDX-License-Identifier: Apache-2.0
import type { Client, Fields } from '@assay/core/model';
import type { Auth0Settings } from './settings.ts';
import { some } from './some.ts';

/** What an event says of its client. */
export interface ToldClient {
  readonly id: string;
  readonly name?: string;
  /** Registered itself, by a document at an address it gave (Auth0: `external_metadata_type: cimd`). */
  readonly isDynamic: boolean;
}

/** Reads `event.client`. */
export function clientIn(client: Fields): ToldClient {
  return {
    id: client.text('client_id'),
    ...some('name', client.textOr('name', undefined)),
    isDynamic: client.textOr('external_metadata_type', undefined) === 'cimd',
  };
}

/** The client as the event and the operator know it: the operator's word counts, and nobody is a first party unless they say so. */
export function clientOf(
  { id, name: told, isDynamic }: ToldClient,
  { clients, unlistedClients }: Auth0Settings,
): Client {
  const settings = clients.get(id);
  const registration = settings?.registration ?? (isDynamic ? 'dynamic' : unlistedClients);
  return { id, registration, ...some('name', settings?.name ?? told) };
}
