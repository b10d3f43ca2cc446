// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance } from 'fastify';
import { nameOfThrown } from '@assay/core/errors';
import type { Parts } from '../parts.ts';
import { BUSY, refuse, type Refusal } from '../problem.ts';
import { PROBLEMS } from './responses.ts';

const NOT_READY: Refusal = { ...BUSY, detail: 'it is not ready' };
const OK = { 200: { $ref: 'https://assay.dev/schemas/bridge/status-1.json#' } };

/** Whoever asks more often is told the same again: nobody has to show who they are for it. */
const KEEP_MS = 1000;

/** `/healthz` and `/readyz`, for everybody; why it is not ready is in the log. */
export async function healthRoutes(
  scope: FastifyInstance,
  { options, metrics, log, clock, isClosing }: Parts,
): Promise<void> {
  let known: { readonly until: number; readonly reasons: Promise<readonly string[]> } | undefined;
  let told = '';

  const look = async (): Promise<readonly string[]> => {
    const reasons = await options.isReady().catch((cause: unknown) => [nameOfThrown(cause)]);
    metrics.ready(reasons.length === 0);
    const text = reasons.join('; ');
    if (text !== told && reasons.length > 0) log.warn({ reasons }, 'not ready');
    if (text !== told && reasons.length === 0) log.info('ready again');
    told = text;
    return reasons;
  };

  const reasonsNow = (): Promise<readonly string[]> => {
    if (known === undefined || clock() >= known.until) known = { until: clock() + KEEP_MS, reasons: look() };
    return known.reasons;
  };

  scope.get(
    '/healthz',
    {
      exposeHeadRoute: true,
      schema: { operationId: 'health', summary: 'Whether it is alive', security: [], response: OK },
    },
    async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  scope.get(
    '/readyz',
    {
      // load balancers ask with HEAD
      exposeHeadRoute: true,
      schema: {
        operationId: 'readiness',
        summary: 'Whether asks can be answered',
        security: [],
        response: { ...OK, 503: PROBLEMS['5xx'] },
      },
    },
    async (_request, reply) => {
      const isReady = !isClosing() && (await reasonsNow()).length === 0;
      if (!isReady) return refuse(reply, NOT_READY);
      return reply.header('cache-control', 'no-store').send({ status: 'ok' });
    },
  );
}
