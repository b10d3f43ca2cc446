// SPDX-License-Identifier: Apache-2.0
import { keycloakFiles } from '@assay/keycloak/deploy';
import { CLIENTS, type Client } from './clients.ts';
import { CLIENT_SCOPES } from './client-scopes.ts';

/** What the realm needs to know of what is around it. */
export interface RealmOptions {
  readonly realm: string;
  /** Whether the gate is in it: without it, it is the same realm on a server without the provider. */
  readonly withGate: boolean;
  /** A refresh token is good for one use. */
  readonly rotates?: boolean;
  /** Where the keys of the partner are, whose assertions are taken in exchange for tokens. */
  readonly partner?: { readonly issuer: string; readonly jwksUrl: string };
  /** Of the executor. */
  readonly observeClients?: readonly string[];
}

/** A realm as code. */
export interface RealmFile {
  readonly realm: string;
  readonly [member: string]: unknown;
}

/** People of the realm; the password of each is its name. */
export const PEOPLE = { clara: 'clara', ben: 'ben' } as const;
export type Person = keyof typeof PEOPLE;

/** The `sub` of a person: known beforehand, so that sources can speak of it. */
export const idOf = (realm: string, username: string): string => `${username}-of-${realm}`;

export const PARTNER = 'partner-idp';
/** What the partner calls a person of ours. */
export const partnerSubject = (person: Person): string => `partner-${person}`;

/** The realm as code, with everything the flows need. */
export function realmOf(options: RealmOptions): RealmFile {
  const { realm, withGate, rotates = false, partner } = options;
  const gate = withGate ? gateOf(options) : undefined;
  return {
    realm,
    enabled: true,
    sslRequired: 'none',
    accessTokenLifespan: 600,
    accessTokenLifespanForImplicitFlow: 600,
    ssoSessionIdleTimeout: 3600,
    revokeRefreshToken: rotates,
    refreshTokenMaxReuse: 0,
    eventsEnabled: true,
    adminEventsEnabled: true,
    eventsListeners: ['jboss-logging'],
    attributes: {
      cibaBackchannelTokenDeliveryMode: 'poll',
      cibaExpiresIn: '120',
      cibaInterval: '1',
      cibaAuthRequestedUserHint: 'login_hint',
      oauth2DevicePollingInterval: '1',
    },
    roles: {
      realm: [{ name: 'staff' }, { name: 'manager' }, { name: 'offline_access' }],
      client: { 'orders-api': [{ name: 'clerk' }, { name: 'auditor' }] },
    },
    groups: [{ name: 'people', subGroups: [{ name: 'orders' }, { name: 'board' }] }],
    clientScopes: [...CLIENT_SCOPES, ...(gate?.scopes ?? [])],
    clients: gate === undefined ? CLIENTS : CLIENTS.map(withAssay),
    users: [...Object.keys(PEOPLE).map((name) => person(realm, name, partner !== undefined)), ...serviceAccounts()],
    ...(partner === undefined ? {} : { identityProviders: [identityProvider(partner)] }),
    ...gate?.members,
  };
}

/** What `assay deploy keycloak --files` writes for a realm's JSON. */
function gateOf({ realm, observeClients = [] }: RealmOptions): {
  readonly members: object;
  readonly scopes: readonly object[];
} {
  const files = keycloakFiles({ realm, observeClients });
  const read = (name: string): unknown => JSON.parse(files.find(({ path }) => path === name)?.text ?? '');
  // sound: what is in the files of that name
  return { members: read('realm.json') as object, scopes: read('client-scopes.json') as readonly object[] };
}

const withAssay = (client: Client): Client => ({
  ...client,
  defaultClientScopes: [...(client.defaultClientScopes ?? []), client.protocol === 'saml' ? 'assay-saml' : 'assay'],
});

const person = (realm: string, username: string, isFederated: boolean): object => ({
  id: idOf(realm, username),
  username,
  enabled: true,
  email: `${username}@example.com`,
  emailVerified: true,
  firstName: username,
  lastName: 'Example',
  attributes: { team: ['fulfilment'], cost_center: ['4711'], shoe_size: ['42'] },
  credentials: [{ type: 'password', value: username, temporary: false }],
  realmRoles: ['staff', 'manager', 'offline_access'],
  clientRoles: { 'orders-api': ['clerk', 'auditor'] },
  groups: ['/people/orders', '/people/board'],
  federatedIdentities: isFederated
    ? [{ identityProvider: PARTNER, userId: `partner-${username}`, userName: username }]
    : [],
});

const serviceAccounts = (): readonly object[] =>
  CLIENTS.filter((client) => client.serviceAccountsEnabled === true).map(({ clientId }) => ({
    username: `service-account-${clientId}`,
    enabled: true,
    serviceAccountClientId: clientId,
    attributes: { team: ['machines'], cost_center: ['4712'] },
    realmRoles: ['staff', 'manager'],
    clientRoles: { 'orders-api': ['clerk', 'auditor'] },
    groups: ['/people/orders', '/people/board'],
  }));

const identityProvider = ({ issuer, jwksUrl }: NonNullable<RealmOptions['partner']>): object => ({
  alias: PARTNER,
  providerId: 'oidc',
  enabled: true,
  config: {
    issuer,
    useJwksUrl: 'true',
    jwksUrl,
    validateSignature: 'true',
    clientId: 'keycloak',
    clientSecret: 'not used',
    clientAuthMethod: 'client_secret_post',
    authorizationUrl: `${issuer}/authorize`,
    tokenUrl: `${issuer}/token`,
    jwtAuthorizationGrantEnabled: 'true',
    jwtAuthorizationGrantAssertionReuseAllowed: 'false',
    jwtAuthorizationGrantMaxAllowedAssertionExpiration: '300',
  },
});
