// SPDX-License-Identifier: Apache-2.0
import { nameOfThrown } from '@assay/core/errors';
import { own } from '@assay/core/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { FAILED, refuse, type Refusal } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';

/** What is thrown to refuse a request from where nothing can be answered. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** Answers what was thrown on the way: a refusal of ours, one of the server's, or a bug, of which nothing is told. */
export const createErrorHandler =
  (log: Logger) =>
  (cause: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (cause instanceof RefusedError) return refuse(reply, cause.refusal);
    const status = own(cause, 'statusCode');
    if (typeof status === 'number' && status >= 400 && status < 500) return refuse(reply, refusalOf(status, cause));
    log.error({ what: nameOfThrown(cause) }, 'a request could not be answered');
    return refuse(reply, FAILED);
  };

const refusalOf = (status: number, cause: unknown): Refusal => ({
  status,
  code: 'ERR_BRIDGE_REQUEST',
  detail: DETAILS[status] ?? 'the request is not one that can be answered',
  problems: schemaProblems(own(cause, 'validation')),
  // what is left of the body is not waited for
  ...(status === 413 && { headers: { connection: 'close' } }),
});

const DETAILS: Readonly<Record<number, string>> = {
  408: 'the request did not arrive in time',
  413: 'the body is too large',
  414: 'the address is too long',
  415: 'expected `content-type: application/json`',
  431: 'the headers are too large',
};
