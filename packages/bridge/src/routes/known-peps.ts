// SPDX-License-Identifier: Apache-2.0
import rateLimit from '@fastify/rate-limit';
import { nameOfThrown } from '@assay/core/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedError } from '../error-handler.ts';
import type { Parts } from '../parts.ts';
import type { Pep } from '../peps/pep.ts';
import { forbidden, TOO_OFTEN, UNKNOWN_PEP, type Refusal } from '../problem.ts';

/** Lets only known enforcement points at the routes of `scope`, each with a role of the route, and each only so often; before a body is read. */
export async function admitKnownPeps(scope: FastifyInstance, parts: Parts): Promise<void> {
  const { metrics, refused, limits, log } = parts;
  const turnAway = (request: FastifyRequest, refusal: Refusal, pep?: Pep): RefusedError => {
    const { status } = refusal;
    refused.add({
      status,
      route: request.routeOptions.url ?? '',
      from: request.raw.socket.remoteAddress,
      ...(pep && { pep: pep.name }),
    });
    if (status !== 429) metrics.refusedPep(status);
    return new RefusedError(refusal);
  };

  const admit = (request: FastifyRequest, pep: Pep | undefined): RefusedError | undefined => {
    if (pep === undefined) return turnAway(request, UNKNOWN_PEP);
    const { roles = [] } = request.routeOptions.config;
    if (!roles.some((role) => pep.roles.includes(role))) return turnAway(request, forbidden(roles), pep);
    request.pep = pep;
    return undefined;
  };

  const admitLater = async (
    request: FastifyRequest,
    found: Promise<Pep | undefined>,
    done: (refused?: RefusedError) => void,
  ): Promise<void> => {
    const refusal = await found.then(
      (pep) => admit(request, pep),
      (cause: unknown) => {
        log.error({ what: nameOfThrown(cause) }, 'the keys of an issuer of access tokens could not be read');
        return turnAway(request, UNKNOWN_PEP);
      },
    );
    done(refusal);
  };

  // callbacks in place of promises: a secret or a certificate is known at once, and most requests show one
  scope.addHook('onRequest', (request: FastifyRequest, _reply: FastifyReply, done) => {
    const { headers, socket } = request.raw;
    const found = parts.authenticate(headers.authorization, socket);
    if (!(found instanceof Promise)) done(admit(request, found));
    else void admitLater(request, found, done);
  });

  await scope.register(rateLimit, {
    timeWindow: 1000,
    max: (request) => request.pep?.requestsPerSecond ?? limits.requestsPerSecond,
    keyGenerator: (request) => request.pep?.name ?? '',
    cache: MAX_PEPS,
    addHeaders: NO_HEADERS,
    addHeadersOnExceeding: NO_HEADERS,
    onExceeded: (_, name) => metrics.rateLimited(name),
    errorResponseBuilder: (request) => turnAway(request, TOO_OFTEN, request.pep),
  });
}

/** As many as can be configured. */
const MAX_PEPS = 1000;

const NO_HEADERS = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
  'retry-after': false,
};
