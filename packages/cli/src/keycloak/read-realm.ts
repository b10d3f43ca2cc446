// SPDX-License-Identifier: Apache-2.0
import type { ErrorCode } from '@assay/core/errors';
import { parseRealmState, type RealmAnswers, type RealmState } from '@assay/keycloak/coverage';
import { Failure } from '../failure.ts';
import type { AdminApi } from './admin-api.ts';

/** Clients a page, and the most pages: a hundred thousand clients. */
const PAGE = 500;
const MAX_PAGES = 200;

/** Reads what of a live realm has to do with who decides its tokens. Throws ERR_ADMIN_API. */
export async function readRealm(api: AdminApi, realm: string, from: string): Promise<RealmState> {
  const path = realmPath(realm);
  const get = (name: string): Promise<unknown> => api.get(`${path}/${name}`);
  const answers: RealmAnswers = {
    from,
    profiles: await get(PROFILES),
    policies: await get(POLICIES),
    clientScopes: await get('client-scopes'),
    defaultScopes: await get('default-default-client-scopes'),
    clients: await clientsOf(get, from),
    events: await get('events/config'),
    server: await api.get('serverinfo', 'may be absent'),
  };
  return stateOf(answers);
}

/** With what the server gives every realm: a policy may name one of those profiles. */
const PROFILES = 'client-policies/profiles?include-global-profiles=true';
const POLICIES = 'client-policies/policies?include-global-policies=true';

/** The state; throws with every problem. */
export function stateOf(answers: RealmAnswers, code: ErrorCode = 'ERR_ADMIN_API'): RealmState {
  const state = parseRealmState(answers);
  if (state.ok) return state.value;
  throw new Failure(code, 'not what a realm is', { subject: answers.from, problems: state.problems });
}

export const realmPath = (realm: string): string => `realms/${encodeURIComponent(realm)}`;

async function clientsOf(get: (name: string) => Promise<unknown>, from: string): Promise<readonly unknown[]> {
  const clients: unknown[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await get(`clients?first=${page * PAGE}&max=${PAGE}`);
    if (!Array.isArray(answer) || answer.length > PAGE)
      throw new Failure('ERR_ADMIN_API', `expected a list of at most ${PAGE} clients`, { subject: from });
    clients.push(...(answer as readonly unknown[])); // sound: an array
    if (answer.length < PAGE) return clients;
  }
  throw new Failure('ERR_ADMIN_API', `expected at most ${PAGE * MAX_PAGES} clients`, { subject: from });
}
