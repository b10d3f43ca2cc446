// SPDX-License-Identifier: Apache-2.0
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createErrorHandler } from './error-handler.ts';
import { createGate } from './gate.ts';
import { LIMITS, type Limits } from './limits.ts';
import { listen, type Listening, type ListenOptions } from './listen.ts';
import { createLog } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { describeRoutes } from './openapi.ts';
import type { BridgeOptions } from './options.ts';
import type { Parts } from './parts.ts';
import { createAuthenticate } from './peps/authenticate.ts';
import type { Pep } from './peps/pep.ts';
import { createRefusedPeps } from './peps/refused-peps.ts';
import { NO_ROUTE, refuse } from './problem.ts';
import { eventsRoute } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { issuanceRoute } from './routes/issuance.ts';
import { admitKnownPeps } from './routes/known-peps.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { policyRoutes } from './routes/policies.ts';
import {
  EVENTS_SCHEMA,
  POLICY_SCHEMA,
  PROBLEM_SCHEMA,
  readKeycloakSchema,
  RELOADED_SCHEMA,
  STATUS_SCHEMA,
} from './schemas.ts';

/** The HTTP host that identity providers ask at issuance. */
export interface Bridge {
  /** Listens; more than once for several addresses. Rejects with ERR_BRIDGE_EXPOSED where others would reach it in the clear. */
  readonly listen: (options: ListenOptions) => Promise<Listening>;
  /** Takes nothing new, answers what is under way within `graceMs` (10 seconds, where absent), and resolves then: the log can be flushed after it. */
  readonly close: (graceMs?: number) => Promise<void>;
  /** Replaces the known enforcement points, for the next request on. */
  readonly setPeps: (peps: readonly Pep[]) => void;
  /** Counts what the host did on its own: a policy it replaced because a file changed, records it lost. */
  readonly count: Pick<Metrics, 'reloaded' | 'lost'>;
  /** The log it writes; the host's own lines go well beside it. */
  readonly log: Logger;
  /** The OpenAPI 3.1 document of its routes. */
  readonly openapi: () => object;
}

const GRACE_MS = 10_000;

/** The bridge with what its host gives it. It listens nowhere yet. */
export async function createBridge(options: BridgeOptions): Promise<Bridge> {
  const { clock = Date.now } = options;
  const limits: Limits = { ...LIMITS, ...options.limits };
  const log = createLog(options.log);
  const gate = createGate(limits);
  const refused = createRefusedPeps(log);
  let authenticate = createAuthenticate(options.peps, clock);
  let isClosing = false;
  const parts: Parts = {
    options,
    limits,
    clock,
    log,
    gate,
    refused,
    metrics: createMetrics(options.policy, gate),
    authenticate: (authorization, socket) => authenticate(authorization, socket),
    isClosing: () => isClosing,
  };
  const app = await createApp(parts);
  const listening: Listening[] = [];
  return {
    listen: async (where) => {
      const one = await listen((request, response) => app.routing(request, response), limits, where);
      listening.push(one);
      return one;
    },
    close: async (graceMs = GRACE_MS) => {
      isClosing = true;
      const start = performance.now();
      await Promise.all(listening.map((one) => one.close(graceMs)));
      // what is decided for somebody who has gone is recorded, too
      await gate.empty(Math.max(0, graceMs - (performance.now() - start)));
      gate.close();
      refused.close();
      await app.close();
    },
    setPeps: (peps) => {
      authenticate = createAuthenticate(peps, clock);
    },
    count: parts.metrics,
    log,
    openapi: () => app.swagger(),
  };
}

async function createApp(parts: Parts): Promise<FastifyInstance> {
  const { limits, log } = parts;
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    exposeHeadRoutes: false,
    // the schemas say what a body must be; nothing is made to fit
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false } },
    frameworkErrors: (cause, request, reply) => void createErrorHandler(log)(cause, request, reply),
    routerOptions: { maxParamLength: 100 },
  });
  // an answer is sent as it was made: a serialiser by schema would leave out, silently, what its schema does not name
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(createErrorHandler(log));
  app.setNotFoundHandler((_request, reply) => void refuse(reply, NO_ROUTE));
  app.decorateRequest('pep', undefined);
  for (const schema of [readKeycloakSchema('ask'), readKeycloakSchema('answer'), EVENTS_SCHEMA, POLICY_SCHEMA])
    app.addSchema(schema);
  for (const schema of [RELOADED_SCHEMA, STATUS_SCHEMA, PROBLEM_SCHEMA]) app.addSchema(schema);
  await describeRoutes(app);
  await app.register((scope) => healthRoutes(scope, parts));
  await app.register(async (scope) => {
    admitKnownPeps(scope, parts);
    for (const routes of [issuanceRoute, eventsRoute, policyRoutes, metricsRoutes])
      await scope.register((inner) => routes(inner, parts));
  });
  await app.ready();
  return app;
}
