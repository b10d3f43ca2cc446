// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { ROLES } from '../peps/pep.ts';
import { PROBLEMS } from './responses.ts';

/** `/metrics`, for whoever may read them, and `/openapi.json`, for whoever is known. */
export async function metricsRoutes(scope: FastifyInstance, { metrics }: Parts): Promise<void> {
  scope.get(
    '/metrics',
    {
      config: { roles: ['metrics'] },
      schema: {
        operationId: 'metrics',
        summary: 'Metrics in the text format of Prometheus',
        response: {
          200: { description: 'Metrics.', content: { 'text/plain': { schema: { type: 'string' } } } },
          ...PROBLEMS,
        },
      },
    },
    async (_request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .type(metrics.contentType)
        .send(await metrics.text()),
  );
  scope.get(
    '/openapi.json',
    {
      config: { roles: ROLES },
      schema: {
        operationId: 'openapi',
        summary: 'This description',
        response: { 200: { description: 'OpenAPI 3.1.', type: 'object', additionalProperties: true }, ...PROBLEMS },
      },
    },
    async (_request, reply) => reply.send(scope.swagger()),
  );
}
