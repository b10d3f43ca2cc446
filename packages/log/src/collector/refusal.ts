// SPDX-License-Identifier: Apache-2.0
import { ERRORS, type ErrorCode, type Problem } from '@assay/core/errors';

/** Why a request is not answered with what it asks for. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
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
export function problemResponse({ status, code, detail, problems = [], headers = {} }: Refusal): Response {
  const body = { type: `urn:assay:error:${code}`, title: ERRORS[code], status, detail, code, problems };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
