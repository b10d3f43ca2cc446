// SPDX-License-Identifier: Apache-2.0
import { isAssayError } from '@assay/core/errors';
import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { refuse } from '../problem.ts';
import { PROBLEMS } from './responses.ts';

/** `POST /v1/policies` replaces the policy by a signed one; `GET` tells which one decides. */
export async function policyRoutes(scope: FastifyInstance, { options, limits, metrics, log }: Parts): Promise<void> {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  scope.get(
    '/v1/policies',
    {
      config: { roles: ['policy-writer', 'metrics'] },
      schema: {
        operationId: 'tellPolicy',
        summary: 'Tell which policy decides',
        response: { 200: { $ref: 'https://assay.dev/schemas/bridge/policy-1.json#' }, ...PROBLEMS },
      },
    },
    async (_request, reply) => {
      const { digest, loadedAt } = options.policy();
      return reply.header('cache-control', 'no-store').send({ digest, loaded_at: new Date(loadedAt).toISOString() });
    },
  );

  /** One after the other: each is compared with what its predecessor left. */
  let last: Promise<unknown> = Promise.resolve();
  const reload = (table: Uint8Array, signature: string): ReturnType<typeof options.reload> => {
    const next = last.then(() => options.reload(table, signature));
    last = next.catch(() => undefined);
    return next;
  };

  scope.route({
    method: 'POST',
    url: '/v1/policies',
    bodyLimit: limits.policyBytes,
    config: { roles: ['policy-writer'] },
    schema: {
      operationId: 'replacePolicy',
      summary: 'Replace the policy by a compiled and signed one',
      headers: {
        type: 'object',
        required: ['assay-signature'],
        properties: { 'assay-signature': { type: 'string', minLength: 1, maxLength: 4000 } },
      },
      response: { 200: { $ref: 'https://assay.dev/schemas/bridge/reloaded-1.json#' }, ...PROBLEMS },
    },
    handler: async (request, reply) => {
      const table = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      try {
        const { digest, previous } = await reload(table, String(request.headers['assay-signature']));
        metrics.reloaded('post', digest === previous ? 'unchanged' : 'changed');
        log.info({ pep: request.pep?.name, digest, previous }, 'the policy was replaced');
        return await reply.send({ digest, previous });
      } catch (cause) {
        metrics.reloaded('post', 'refused');
        if (!isAssayError(cause)) throw cause;
        const { code, message: detail, problems } = cause;
        log.warn({ pep: request.pep?.name, code }, 'a policy was refused, and the one before it stays');
        return refuse(reply, { status: 422, code, detail, problems });
      }
    },
  });
}
