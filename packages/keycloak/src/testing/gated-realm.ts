// SPDX-License-Identifier: Apache-2.0
import type { RealmAnswers, RealmState } from '../realm/facts.ts';
import { parseRealmState } from '../realm/parse-realm-state.ts';

export type Members = Readonly<Record<string, unknown>>;

/** A realm with the gate in it, as the admin API tells it, and one client of each protocol; tests take something away. */
export const GATED = {
  from: 'realm',
  profiles: { profiles: [{ name: 'assay', executors: [{ executor: 'assay-issuance', configuration: {} }] }] },
  policies: {
    policies: [
      {
        name: 'assay',
        enabled: true,
        conditions: [{ condition: 'any-client', configuration: {} }],
        profiles: ['assay'],
      },
    ],
  },
  clientScopes: [
    {
      id: 's1',
      name: 'assay',
      protocol: 'openid-connect',
      attributes: { 'include.in.token.scope': 'false', 'display.on.consent.screen': 'false' },
      protocolMappers: [
        {
          id: 'm1',
          name: 'assay-introspection',
          protocolMapper: 'assay-introspection',
          config: {
            'access.token.claim': 'false',
            'id.token.claim': 'false',
            'introspection.token.claim': 'true',
            'userinfo.token.claim': 'true',
          },
        },
      ],
    },
    {
      id: 's2',
      name: 'assay-saml',
      protocol: 'saml',
      attributes: { 'display.on.consent.screen': 'false' },
      protocolMappers: [{ id: 'm2', name: 'assay-saml', protocolMapper: 'assay-saml', config: {} }],
    },
  ],
  defaultScopes: [{ name: 'assay' }, { name: 'assay-saml' }],
  clients: [oidcClient('web'), samlClient('wiki')],
  events: { eventsListeners: ['jboss-logging', 'assay-events'], adminEventsEnabled: true },
  server: serverInfo(),
} as const satisfies RealmAnswers;

/** A client of the authorization code flow, with full scope switched off. */
export function oidcClient(clientId: string, members: Members = {}): Members {
  return {
    id: `id-${clientId}`,
    clientId,
    protocol: 'openid-connect',
    enabled: true,
    standardFlowEnabled: true,
    fullScopeAllowed: false,
    attributes: { 'use.refresh.tokens': 'false' },
    defaultClientScopes: ['assay', 'basic'],
    optionalClientScopes: [],
    ...members,
  };
}

export function samlClient(clientId: string, members: Members = {}): Members {
  return {
    id: `id-${clientId}`,
    clientId,
    protocol: 'saml',
    enabled: true,
    defaultClientScopes: ['assay-saml'],
    ...members,
  };
}

/** `serverinfo` of a server with the provider, and what is on or off as said. */
export function serverInfo(features: Readonly<Record<string, boolean>> = {}, version = '26.7.3'): Members {
  const having = (...ids: readonly string[]): Members => ({
    providers: Object.fromEntries(ids.map((id) => [id, { order: 0 }])),
  });
  return {
    systemInfo: { version },
    features: Object.entries(features).map(([name, enabled]) => ({ name, enabled })),
    providers: {
      'client-policy-executor': having('assay-issuance', 'pkce-enforcer'),
      'protocol-mapper': having('assay-introspection', 'assay-saml'),
      eventsListener: having('assay-events', 'jboss-logging'),
      'token-interceptor': having('assay-issuance'),
    },
  };
}

/** The realm above, with what is otherwise in it. */
export function realmWith(otherwise: Partial<RealmAnswers> = {}): RealmState {
  const parsed = parseRealmState({ ...GATED, ...otherwise });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

/** The policy above with other members. */
export const policy = (members: Members): Members => ({ ...GATED.policies.policies[0], ...members });
