// SPDX-License-Identifier: Apache-2.0
import { isObject, own, type JsonObject } from '@assay/core/model';

/** Roles as Keycloak's tokens have them: of the realm, and by client. */
export interface NativeRoles {
  readonly realm: readonly string[];
  readonly clients: Readonly<Record<string, readonly string[]>>;
}

/** The roles of a token: `realm_access.roles`, and `resource_access.<client>.roles`. */
export function rolesIn(token: JsonObject): NativeRoles {
  const access = own(token, 'resource_access');
  return {
    realm: namesIn(own(token, 'realm_access')),
    clients: Object.fromEntries(
      (isObject(access) ? Object.keys(access) : []).map((client) => [client, namesIn(own(access, client))]),
    ),
  };
}

function namesIn(access: unknown): readonly string[] {
  const roles = own(access, 'roles');
  return Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [];
}

/** What a policy calls a role of a client; one of the realm has its own name. */
const roleOfClient = (client: string, role: string): string => `${client}:${role}`;

/** The names policies know the roles by. */
export function roleNames({ realm, clients }: NativeRoles): readonly string[] {
  const ofClients = Object.entries(clients).flatMap(([client, roles]) =>
    roles.map((role) => roleOfClient(client, role)),
  );
  return [...new Set([...realm, ...ofClients])];
}

/** The roles whose names stayed. A realm role that is called like the role of a client stays and goes with it. */
export function keptRoles({ realm, clients }: NativeRoles, names: readonly string[]): NativeRoles {
  return {
    realm: realm.filter((role) => names.includes(role)),
    clients: Object.fromEntries(
      Object.entries(clients).map(([client, roles]) => [
        client,
        roles.filter((role) => names.includes(roleOfClient(client, role))),
      ]),
    ),
  };
}
