// SPDX-License-Identifier: Apache-2.0
import type { Client } from '@assay/core/model';
import type { Auth0Settings } from './settings.ts';

/** The client as the event and the operator know it; the operator's word counts. */
export function clientOf(id: string, told: string | undefined, { clients }: Auth0Settings): Client {
  const settings = clients.get(id);
  const name = settings?.name ?? told;
  return { id, registration: settings?.registration ?? 'first_party', ...(name === undefined ? {} : { name }) };
}
