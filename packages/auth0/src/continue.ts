// SPDX-License-Identifier: Apache-2.0
import { own } from '@assay/core/model';
import { invokeAsync } from './invoke.ts';
import type { Platform } from './host.ts';
import { signingSecret } from './redirect-secret.ts';
import type { RedirectSettings } from './settings.ts';

/** What the page's answer comes to: whom it is about, in which attempt, and what was approved; or why it does not count. */
export type Answered =
  | { readonly sub: string; readonly decision: string; readonly approved: readonly string[] }
  | { readonly failure: string };

/** The parameter of `/continue` that holds the answer. */
const PARAMETER = 'session_token';

/** What an answer is read with: the agreed secret, the time, and the policy in force. */
export interface AnswerPorts extends Pick<Platform, 'secrets'> {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly redirect: RedirectSettings | undefined;
  readonly digest: string;
}

/**
 * Reads the page's answer: a token signed with the secret both sides share, in time, about this user, this transaction (`state`) and the policy in force.
 * Auth0 verifies the signature; what can be compared is compared here as well, because an answer to another question must not count. Never rejects.
 */
export async function readAnswer(
  event: unknown,
  api: unknown,
  { secrets, clock, redirect, digest }: AnswerPorts,
): Promise<Answered> {
  const secret = redirect === undefined ? undefined : signingSecret(secrets, redirect.secret);
  if (secret === undefined) return { failure: 'there is no secret to verify an answer with' };
  const claims = await verified(api, secret);
  const [sub, state, exp] = ['sub', 'state', 'exp'].map((name) => own(claims, name));
  if (claims === undefined || (typeof exp === 'number' && exp * 1000 <= clock()))
    return { failure: 'the answer is not signed as agreed, or too old' };
  const assay = own(claims, 'assay');
  const decision = own(assay, 'decision');
  const approved = own(assay, 'approved');
  const told = statesOf(event);
  if (typeof state !== 'string' || state === '' || told.length === 0 || told.some((each) => each !== state))
    return { failure: 'the answer is about another transaction' };
  if (own(assay, 'digest') !== digest) return { failure: 'the answer is about another policy' };
  if (
    typeof exp !== 'number' ||
    !Number.isFinite(exp) ||
    typeof sub !== 'string' ||
    typeof decision !== 'string' ||
    !isTexts(approved)
  )
    return { failure: 'the answer does not say who approved what, and until when' };
  return { sub, decision, approved };
}

async function verified(api: unknown, secret: string): Promise<unknown> {
  try {
    return await invokeAsync(api, 'redirect.validateToken', [{ secret, tokenParameterName: PARAMETER }]);
  } catch {
    return undefined;
  }
}

/** What the browser came back with, wherever it is said: Auth0 keeps the transaction under one of them, and an answer is for that alone. */
function statesOf(event: unknown): readonly unknown[] {
  const request = own(event, 'request');
  return ['query', 'body']
    .map((part) => own(own(request, part), 'state') ?? undefined)
    .filter((each) => each !== undefined);
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
