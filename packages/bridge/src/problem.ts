// SPDX-License-Identifier: Apache-2.0
import { ERRORS, type ErrorCode, type Problem } from '@assay/core/errors';
import type { FastifyReply } from 'fastify';

/** Why a request is not answered with what it asks for. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  /** A sentence about this request; nothing of its body is in it. */
  readonly detail: string;
  readonly problems?: readonly Problem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal as problem details (RFC 9457), with our code and, where a document is wrong, each place in it. */
export function problemText({ status, code, detail, problems = [] }: Refusal): string {
  return JSON.stringify({ type: `urn:assay:error:${code}`, title: ERRORS[code], status, detail, code, problems });
}

/** Answers with a refusal. */
export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply
    .code(refusal.status)
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/problem+json', ...refusal.headers })
    .send(problemText(refusal));
}

export const NO_ROUTE: Refusal = {
  status: 404,
  code: 'ERR_BRIDGE_REQUEST',
  detail: 'there is nothing at this path and method',
};

export const UNKNOWN_PEP: Refusal = {
  status: 401,
  code: 'ERR_BRIDGE_PEP',
  detail: 'expected the certificate or the bearer token of an enforcement point',
  headers: { 'www-authenticate': 'Bearer realm="assay"' },
};

export const forbidden = (roles: readonly string[]): Refusal => ({
  status: 403,
  code: 'ERR_BRIDGE_PEP',
  detail: `expected an enforcement point with the role ${roles.map((role) => `\`${role}\``).join(' or ')}`,
  headers: { 'www-authenticate': `Bearer realm="assay", error="insufficient_scope", scope="${roles.join(' ')}"` },
});

export const BUSY: Refusal = {
  status: 503,
  code: 'ERR_BRIDGE_BUSY',
  detail: 'nothing was decided: ask again later',
  headers: { 'retry-after': '1' },
};

export const TOO_OFTEN: Refusal = {
  status: 429,
  code: 'ERR_BRIDGE_RATE',
  detail: 'nothing was done: this enforcement point has asked too often within a second',
  headers: { 'retry-after': '1' },
};

export const FAILED: Refusal = { status: 500, code: 'ERR_INTERNAL', detail: 'this should not happen' };
