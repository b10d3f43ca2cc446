// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '@assay/core/errors';
import type { Fields, JsonObject } from '@assay/core/model';
import type { ClientFacts } from './facts.ts';
import { OIDC } from './names.ts';
import { flagOf } from './read-flag.ts';

/** Reads a client; its secret and its keys are not looked at. What a file leaves out is what Keycloak takes for it. */
export function readClient(f: Fields, raw: JsonObject, problems: Problem[]): ClientFacts {
  const id = f.textOr('id', undefined);
  const clientId = f.text('clientId');
  const flag = (name: string, otherwise: boolean): boolean =>
    flagOf(raw, name, otherwise, `/clients/${clientId}`, problems);
  return {
    ...(id !== undefined && { id }),
    clientId,
    protocol: f.textOr('protocol', OIDC),
    isEnabled: flag('enabled', true),
    isPublic: flag('publicClient', false),
    isBearerOnly: flag('bearerOnly', false),
    hasStandardFlow: flag('standardFlowEnabled', true),
    hasImplicitFlow: flag('implicitFlowEnabled', false),
    hasPasswordGrant: flag('directAccessGrantsEnabled', false),
    hasServiceAccount: flag('serviceAccountsEnabled', false),
    isResourceServer: flag('authorizationServicesEnabled', false),
    hasFullScope: flag('fullScopeAllowed', true),
    attributes: textsOf(f.objectOr('attributes', {})),
    defaultScopes: f.textsOr('defaultClientScopes', []),
    optionalScopes: f.textsOr('optionalClientScopes', []),
    mappers: f.each('protocolMappers', (each) => each.textOr('protocolMapper', '')),
  };
}

const textsOf = (attributes: JsonObject): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(attributes).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );
