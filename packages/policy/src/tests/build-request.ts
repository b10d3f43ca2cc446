// SPDX-License-Identifier: Apache-2.0
import {
  isObject,
  own,
  parseDuration,
  parseIssuanceRequest,
  type Json,
  type JsonObject,
  type Parsed,
} from '@assay/core/model';
import type { IssuanceRequest } from '@assay/core/model';

/** The three fixtures of a case, as they were written, and what they are called. */
export interface CaseFixtures {
  readonly subject: { readonly name: string; readonly value: JsonObject };
  readonly client: { readonly name: string; readonly value: JsonObject };
  readonly request: JsonObject;
}

export interface RequestDefaults {
  readonly trigger: string;
  /** What a request without targets is for. */
  readonly target: string;
}

/** The request of a case, with what its fixtures leave out filled in; or what is wrong with it, by JSON pointer. */
export function buildRequest(
  { subject, client, request }: CaseFixtures,
  { trigger, target }: RequestDefaults,
): Parsed<IssuanceRequest> {
  const type = subject.value['type'] ?? 'user';
  const scopes = request['scopes'] ?? [];
  const isOpenId = Array.isArray(scopes) && scopes.includes('openid');
  const targets = request['targets'] ?? [target];
  const details = request['authorization_details'] ?? [];
  const baseline = objectAt(request, 'baseline');
  const signedIn = objectAt(request, 'authentication');
  return parseIssuanceRequest({
    trigger,
    grant: request['grant'] ?? (type === 'user' ? 'authorization_code' : 'client_credentials'),
    protocol: request['protocol'] ?? (isOpenId ? 'oidc' : 'oauth'),
    tokens: request['tokens'] ?? (isOpenId ? ['access_token', 'id_token'] : ['access_token']),
    subject: { type, id: subject.value['id'] ?? subject.name, profile: subject.value['profile'] ?? {} },
    actors: listAt(request, 'actors').map((actor, i) => ({
      type: own(actor, 'type') ?? 'client',
      id: own(actor, 'id') ?? `actor-${i + 1}`,
    })),
    client: {
      id: client.name,
      registration: 'first_party',
      ...client.value,
    },
    targets,
    scopes,
    authorizationDetails: details,
    authentication: {
      ...present('acr', signedIn['acr']),
      amr: signedIn['amr'] ?? [],
      ...present('authTime', signedIn['auth_time']),
    },
    ...present('confirmation', request['confirmation']),
    context: {
      time: 0,
      parameters: request['parameters'] ?? {},
      ...present('ip', request['ip']),
      ...present('userAgent', request['user_agent']),
    },
    baseline: {
      scopes: baseline['scopes'] ?? scopes,
      audiences: baseline['audiences'] ?? targets,
      groups: subject.value['groups'] ?? [],
      roles: subject.value['roles'] ?? [],
      claims: baseline['claims'] ?? {},
      lifetimes: Object.fromEntries(
        Object.entries(objectAt(baseline, 'lifetimes')).map(([token, written]) => [token, secondsOf(written)]),
      ),
      authorizationDetails: baseline['authorization_details'] ?? details,
    },
  });
}

function present(name: string, value: Json | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = own(object, name);
  return isObject(value) ? (value as JsonObject) : {}; // sound: a member of JSON
}

function listAt(object: JsonObject, name: string): readonly unknown[] {
  const value = own(object, name);
  return Array.isArray(value) ? value : [];
}

/** A duration as fixtures write it, in seconds. */
export function secondsOf(written: Json | undefined): Json {
  const milliseconds = typeof written === 'string' ? parseDuration(written) : undefined;
  return milliseconds === undefined ? (written ?? null) : milliseconds / 1000;
}
