// SPDX-License-Identifier: Apache-2.0
import { isObject, own } from '@assay/core/model';
import type { Features } from './features.ts';
import { pick, USER_MEMBERS } from './profile.ts';
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

/** What is read of events, by section; a section that is no object is taken as it is, to be found wrong. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  accessToken: ['scope'],
  agent: ['agent_id', 'name', 'agent_metadata'],
  authentication: ['methods', 'riskAssessment'],
  authorization: ['roles'],
  client: ['client_id', 'name', 'metadata'],
  connection: ['id', 'name', 'strategy', 'metadata'],
  organization: ['id', 'name', 'display_name', 'metadata'],
  refresh_token: ['id', 'created_at', 'expires_at', 'idle_expires_at', 'metadata', 'resource_servers'],
  request: ['ip', 'hostname', 'user_agent'],
  resource_server: ['identifier'],
  session: ['id', 'actor', 'authenticated_at', 'created_at', 'expires_at', 'idle_expires_at', 'metadata'],
  stats: ['logins_count'],
  tenant: ['id'],
  transaction: [
    'id',
    'protocol',
    'prompt',
    'requested_scopes',
    'target_scopes',
    'requested_authorization_details',
    'actor',
    'subject_token_type',
    'actor_token_type',
    'correlation_id',
    'metadata',
  ],
  user: ['user_id', 'enrolledFactors', ...USER_MEMBERS],
};

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
  for (const [name, members] of Object.entries(TAKEN)) {
    const found = own(event, name);
    if (found !== undefined) sections[name] = isObject(found) ? pick(found, members) : found;
  }
  const { request } = sections;
  if (isObject(request)) sections['request'] = { ...request, parameters: parametersOf(own(event, 'request')) };
  return sections;
}
