// SPDX-License-Identifier: Apache-2.0
import { nameOfThrown } from '@assay/core/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Decided } from '../options.ts';
import type { Parts } from '../parts.ts';
import { BUSY, FAILED, refuse } from '../problem.ts';
import { withSpan } from '../spans.ts';
import { takeJson } from './json-body.ts';
import { PROBLEMS } from './responses.ts';

/** `POST /v1/issuance/keycloak`: one ask, one answer. */
export async function issuanceRoute(scope: FastifyInstance, parts: Parts): Promise<void> {
  takeJson(scope, { isKept: true });
  const { gate, metrics } = parts;
  scope.route({
    method: 'POST',
    url: '/v1/issuance/keycloak',
    bodyLimit: parts.limits.bodyBytes,
    config: { roles: ['issue'] },
    // an attempt leaves a record, also where nothing of it can be read
    attachValidation: true,
    schema: {
      operationId: 'decideKeycloakIssuance',
      summary: 'Decide what an issuance of Keycloak may be',
      body: { $ref: 'https://assay.dev/schemas/keycloak/ask-1.json#' },
      response: { 200: { $ref: 'https://assay.dev/schemas/keycloak/answer-1.json#' }, ...PROBLEMS },
    },
    onRequest: (_request, reply, done) => {
      if (!gate.isFull()) return done();
      metrics.shed();
      refuse(reply, BUSY);
    },
    handler: (request, reply) => answerAsk(request, reply, parts),
  });
}

async function answerAsk(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const { gate, metrics, options, isClosing } = parts;
  if (isClosing()) reply.header('connection', 'close');
  if (!gate.enter()) {
    metrics.shed();
    return refuse(reply, BUSY);
  }
  const start = performance.now();
  if (request.validationError !== undefined) metrics.invalidAsk();
  try {
    const decided = await withSpan(request.raw.headers, () => options.decide(request.body));
    const ms = performance.now() - start;
    metrics.decided(decided, ms / 1000);
    tell(request, decided, ms, parts);
    if (isClosing()) reply.header('connection', 'close');
    return reply.send(decided.answer);
  } catch (cause) {
    metrics.failed();
    parts.log.error({ what: nameOfThrown(cause) }, 'an ask could not be decided');
    return refuse(reply, FAILED);
  } finally {
    gate.leave();
  }
}

/** A line for each denial; for the others only where everything is logged. */
function tell(
  request: FastifyRequest,
  { outcome, effect, grant, recordId, lossy }: Decided,
  ms: number,
  { log }: Parts,
): void {
  if (lossy === true) log.error({ id: recordId }, 'a decision was answered without its record');
  const level = outcome === 'deny' ? 'info' : 'debug';
  if (!log.isLevelEnabled(level)) return;
  log[level](
    { id: recordId, pep: request.pep?.name, effect, grant, ms: Math.round(ms * 100) / 100 },
    outcome === 'deny' ? 'denied' : 'decided',
  );
}
