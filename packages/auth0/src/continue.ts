// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { tryInvoke } from './invoke.ts';
import type { Platform } from './host.ts';
import type { RedirectSettings } from './settings.ts';

/** What the page's answer comes to: whom it is about, in which attempt, and what was approved; or why it does not count. */
export type Answered =
  | { readonly sub: string; readonly decision: string; readonly approved: readonly string[] }
  | { readonly failure: string };

/** The parameter of `/continue` that holds the answer. */
const PARAMETER = 'session_token';

/**
 * Reads the page's answer: a token signed with the secret both sides share, about this user, this transaction (`state`) and the policy in force.
 * Auth0 verifies signature and end; the rest is looked at here, because an answer to another question must not count. Never throws.
 */
export function readAnswer(
  event: unknown,
  api: unknown,
  { secrets }: Platform,
  redirect: RedirectSettings | undefined,
  digest: string,
): Answered {
  const secret = redirect === undefined ? undefined : secrets(redirect.secret);
  if (secret === undefined || secret === '') return { failure: 'there is no secret to verify an answer with' };
  const claims = tryInvoke(api, 'redirect.validateToken', [{ secret, tokenParameterName: PARAMETER }]);
  if (claims === undefined) return { failure: 'the answer is not signed as agreed, or too old' };
  const [sub, state, exp] = ['sub', 'state', 'exp'].map((name) => own(claims, name));
  const assay = own(claims, 'assay');
  const decision = own(assay, 'decision');
  const approved = own(assay, 'approved');
  const expected = stateOf(event);
  if (typeof state !== 'string' || state === '' || (expected !== undefined && state !== expected))
    return { failure: 'the answer is about another transaction' };
  if (own(assay, 'digest') !== digest) return { failure: 'the answer is about another policy' };
  if (typeof exp !== 'number' || typeof sub !== 'string' || typeof decision !== 'string' || !isTexts(approved))
    return { failure: 'the answer does not say who approved what, and until when' };
  return { sub, decision, approved };
}

/** What Auth0 gave the browser to come back with, where the event tells: Auth0 itself compares the two as well. */
function stateOf(event: unknown): unknown {
  const request = own(event, 'request');
  return own(own(request, 'query'), 'state') ?? own(own(request, 'body'), 'state') ?? undefined;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
