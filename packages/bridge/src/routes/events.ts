// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance } from 'fastify';
import type { BridgeEvent } from '../options.ts';
import type { Parts } from '../parts.ts';
import { takeJson } from './json-body.ts';
import { PROBLEMS } from './responses.ts';

interface Post {
  readonly realm: string;
  readonly events: readonly BridgeEvent[];
}

/** `POST /v1/events/keycloak`: what happened beside issuance. 202 once the host has taken all of it. */
export async function eventsRoute(scope: FastifyInstance, { options, limits, metrics, log }: Parts): Promise<void> {
  takeJson(scope, { isKept: false });
  scope.route({
    method: 'POST',
    url: '/v1/events/keycloak',
    bodyLimit: limits.bodyBytes,
    config: { roles: ['events'] },
    schema: {
      operationId: 'takeKeycloakEvents',
      summary: 'Tell of changes to the gate in Keycloak, and of what ends sessions',
      body: { $ref: 'https://assay.dev/schemas/bridge/keycloak-events-1.json#' },
      response: { 202: { description: 'Taken.', type: 'null' }, ...PROBLEMS },
    },
    handler: async (request, reply) => {
      const { realm, events } = request.body as Post; // sound: it fits the schema
      await options.onEvents(realm, events);
      for (const { kind } of events) metrics.event(kind);
      log.debug({ pep: request.pep?.name, realm, kinds: [...new Set(events.map(({ kind }) => kind))] }, 'events');
      return reply.code(202).send();
    },
  });
}
