// SPDX-License-Identifier: Apache-2.0
import { ERRORS, type ErrorCode, type Problem } from '@assay/core/errors';

/** Why a request is not answered with what it asks for. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  /** What kind of refusal it is, where neither the code nor the status says it well. */
  readonly title?: string;
  /** A sentence about this request; nothing of its body is in it. */
  readonly detail: string;
  readonly problems?: readonly Problem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was made, or why not. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const made = <T>(value: T): Result<T> => ({ ok: true, value });

export const refused = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal,
});

/** A refusal as problem details (RFC 9457), with our code and, where a document is wrong, each place in it. */
export function problemResponse({ status, code, title, detail, problems = [], headers = {} }: Refusal): Response {
  const kind = title ?? (code === 'ERR_COLLECTOR' ? TITLES[status] : undefined) ?? ERRORS[code];
  const body = { type: `urn:assay:error:${code}`, title: kind, status, detail, code, problems };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

/** What the collector itself refuses, by status: its code is that of hosts, too, which it could not be reached by. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'the request is not one that can be answered',
  401: 'whoever sent the request is not known',
  403: 'whoever sent the request is not allowed to',
  404: 'there is nothing at this path',
  405: 'the method is not answered at this path',
  413: 'the body is too large',
  415: 'the body is of a type that is not taken',
};
