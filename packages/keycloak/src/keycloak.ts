// SPDX-License-Identifier: Apache-2.0
import type { Adapter } from '@assay/core/pep';
import type { KeycloakEffects } from './answer.ts';
import { capabilitiesOf } from './capabilities.ts';
import { parseEvent, type KeycloakEvent } from './event.ts';
import { DEFAULT_SETTINGS, type KeycloakSettings } from './settings.ts';
import { toRequest } from './to-request.ts';
import { refuse, toResponse, unchanged } from './to-response.ts';

/** Keycloak, through the `assay-issuance` executor of its client policies. */
export function keycloak(settings: KeycloakSettings = DEFAULT_SETTINGS): Adapter<KeycloakEvent, KeycloakEffects> {
  return {
    name: 'keycloak',
    parseEvent,
    toRequest: (event) => toRequest(event, settings),
    capabilities: capabilitiesOf,
    correlation: ({ realm, session }) => ({ realm, ...(session.id === undefined ? {} : { session: session.id }) }),
    toResponse: (decision, event) => toResponse(decision, event, settings),
    unchanged,
    refuse,
  };
}
