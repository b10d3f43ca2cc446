// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { Features } from './features.ts';
import { parametersOf } from './parameters.ts';

/** What an attempt begins with: the event, what the `api` offers, and what the entry found out beforehand. */
export interface Native {
  readonly event: unknown;
  readonly features: Features;
  /** What came back from the page a user was sent to. */
  readonly continued?: unknown;
  /** The claims of tokens the entry validated, or why it could not. */
  readonly verified?: unknown;
}

/** Top-level members of events that are read by nobody here, or hold what must not get anywhere. */
const LEFT_OUT = new Set(['secrets', 'configuration', 'security_context', 'prompt', 'anonymous_session', 'experiment']);

/**
 * The event as plain data: without secrets, credentials of the request, tokens to be exchanged, identities of the user (which hold tokens of
 * other providers), and without what JSON does not have. Never throws; an event that cannot be copied is none.
 */
export function nativeOf(event: unknown, features: Features, more: Omit<Native, 'event' | 'features'> = {}): Native {
  try {
    return { event: JSON.parse(JSON.stringify(open(event))) as unknown, features, ...more };
  } catch {
    return { event: null, features, ...more };
  }
}

function open(event: unknown): unknown {
  if (!isObject(event)) return null;
  const request = own(event, 'request');
  const kept = Object.entries(event).filter(([name]) => !LEFT_OUT.has(name));
  return {
    ...Object.fromEntries(kept),
    ...(isObject(request) && {
      request: { ...without(request, ['query', 'body', 'geoip']), parameters: parametersOf(request) },
    }),
    ...replaced(event, 'user', ['identities']),
    ...replaced(event, 'transaction', ['subject_token', 'actor_token', 'actor_token_user', 'state']),
    ...replaced(event, 'client', ['authentication']),
  };
}

function replaced(event: object, name: string, leftOut: readonly string[]): object {
  const found = own(event, name);
  return isObject(found) ? { [name]: without(found, leftOut) } : {};
}

const without = (value: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
