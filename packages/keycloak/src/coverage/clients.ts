// SPDX-License-Identifier: Apache-2.0
import type { ClientFacts, RealmState } from '../realm/facts.ts';
import { NAMES, OIDC, SAML } from '../realm/names.ts';

/** Whether introspection and userinfo are told what was decided for tokens of the client: by a mapper of its own, or of a default client scope. */
export const hasIntrospection = (client: ClientFacts, state: RealmState): boolean =>
  hasMapper(client, state, OIDC, NAMES.mapper);

/** Whether assertions for the client are decided. */
export const hasSaml = (client: ClientFacts, state: RealmState): boolean =>
  hasMapper(client, state, SAML, NAMES.samlMapper);

function hasMapper(client: ClientFacts, { scopes }: RealmState, protocol: string, provider: string): boolean {
  if (client.mappers.includes(provider)) return true;
  return scopes.some(
    (scope) =>
      scope.protocol === protocol &&
      client.defaultScopes.includes(scope.name) &&
      scope.mappers.some((mapper) => mapper.provider === provider),
  );
}
