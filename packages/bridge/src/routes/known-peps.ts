// SPDX-License-Identifier: Apache-2.0
import { nameOfThrown } from '@assay/core/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '../parts.ts';
import type { Pep } from '../peps/pep.ts';
import { createRates } from '../peps/rates.ts';
import { forbidden, refuse, TOO_OFTEN, UNKNOWN_PEP, type Refusal } from '../problem.ts';

/** Lets only known enforcement points at the routes of `scope`, each with a role of the route, and each only so often; before a body is read. */
export function admitKnownPeps(scope: FastifyInstance, parts: Parts): void {
  const isWithinRate = createRates(parts.limits.requestsPerSecond, parts.clock);

  /** Sets who asks; or answers, and says so. */
  const isAdmitted = (request: FastifyRequest, reply: FastifyReply, pep: Pep | undefined): boolean => {
    const { roles = [] } = request.routeOptions.config;
    let refusal: Refusal | undefined;
    if (pep === undefined) refusal = UNKNOWN_PEP;
    else if (!roles.some((role) => pep.roles.includes(role))) refusal = forbidden(roles);
    else if (!isWithinRate(pep)) refusal = TOO_OFTEN;
    request.pep = pep;
    if (refusal !== undefined) turnAway(request, reply, { refusal, parts });
    return refusal === undefined;
  };

  // a callback in place of a promise: a secret or a certificate is known at once, and most requests show one
  scope.addHook('onRequest', (request, reply, done) => {
    const { headers, socket } = request.raw;
    const found = parts.authenticate(headers.authorization, socket);
    if (found instanceof Promise) void admitLater(found);
    else if (isAdmitted(request, reply, found)) done();

    async function admitLater(later: Promise<Pep | undefined>): Promise<void> {
      try {
        if (isAdmitted(request, reply, await later)) done();
      } catch (cause) {
        // the keys of the issuer could not be had
        turnAway(request, reply, { refusal: UNKNOWN_PEP, parts, why: nameOfThrown(cause) });
      }
    }
  });
}

interface Turned {
  readonly refusal: Refusal;
  readonly parts: Parts;
  readonly why?: string;
}

function turnAway(request: FastifyRequest, reply: FastifyReply, { refusal, parts, why }: Turned): void {
  const { status } = refusal;
  const { pep, raw, routeOptions } = request;
  if (status === 429) parts.metrics.rateLimited(pep?.name ?? '');
  else parts.metrics.refusedPep(status);
  parts.refused.add({
    status,
    route: routeOptions.url ?? '',
    from: raw.socket.remoteAddress,
    ...(pep && { pep: pep.name }),
    ...(why !== undefined && { why }),
  });
  refuse(reply, refusal);
}
