// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { Features } from './features.ts';
import { EVENT_MEMBERS, pick, USER_MEMBERS } from './profile.ts';
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

/** What is read of events beside what becomes the profile, by section. */
const READ: readonly (readonly [section: string, ...members: string[]])[] = [
  ['accessToken', 'scope'],
  ['authentication', 'methods'],
  ['client', 'client_id', 'name', 'external_metadata_type'],
  ['refresh_token', 'resource_servers'],
  ['request', 'ip', 'user_agent'],
  ['resource_server', 'identifier'],
  ['session', 'actor'],
  ['tenant', 'id'],
  [
    'transaction',
    'id',
    'protocol',
    'prompt',
    'requested_scopes',
    'target_scopes',
    'requested_authorization_details',
    'actor',
    'correlation_id',
    'metadata',
  ],
  ['user', 'user_id', 'enrolledFactors', ...USER_MEMBERS],
  ...EVENT_MEMBERS.map(({ from: [section, ...path], keep }) => [section, ...(keep ?? path)] as const),
];

/**
 * The event as plain data, of which only what is read: no secrets, no credentials of the request, no tokens to be exchanged, no identities of the
 * user (which hold tokens of other providers). Never throws; an event that cannot be copied is none.
 */
export function nativeOf(event: unknown, features: Features, more: Omit<Native, 'event' | 'features'> = {}): Native {
  try {
    return { event: JSON.parse(JSON.stringify(taken(event))) as unknown, features, ...more };
  } catch {
    return { event: null, features, ...more };
  }
}

function taken(event: unknown): unknown {
  if (!isObject(event)) return null;
  const sections: Record<string, unknown> = {};
  for (const [section, ...members] of READ) {
    const found = own(event, section);
    // what is no object is taken as it is, to be found wrong
    if (isObject(found))
      sections[section] = { ...(sections[section] as object), ...pick(found, members) }; // sound: an object, or nothing yet
    else if (found !== undefined) sections[section] = found;
  }
  const { request } = sections;
  if (isObject(request)) sections['request'] = { ...request, parameters: parametersOf(own(event, 'request')) };
  return sections;
}
