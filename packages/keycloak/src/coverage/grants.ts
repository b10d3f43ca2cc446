// SPDX-License-Identifier: Apache-2.0
import { NAMES, SAML } from '../realm/names.ts';
import type { ClientFacts, RealmState } from '../realm/facts.ts';

/** How a client of a realm gets tokens, in the order they are shown. */
export const GRANTS = [
  'authorization_code',
  'implicit',
  'refresh_token',
  'client_credentials',
  'password',
  'device_code',
  'ciba',
  'token_exchange',
  'jwt_bearer',
  'uma_ticket',
  'pre_authorized_code',
  'saml',
  'docker',
] as const;
export type Grant = (typeof GRANTS)[number];

export const DOCKER = 'docker-v2';

/** Whether the client may use the grant, as far as its settings and the server's features tell. Pure. */
export function isAllowed(grant: Grant, client: ClientFacts, state: RealmState): boolean {
  if (!client.isEnabled) return false;
  if (client.protocol === SAML) return grant === 'saml';
  if (client.protocol === DOCKER) return grant === 'docker';
  return !client.isBearerOnly && ALLOWED[grant](client, state);
}

type Allowed = (client: ClientFacts, state: RealmState) => boolean;

const isSet =
  (attribute: string): Allowed =>
  ({ attributes }) =>
    attributes.get(attribute) === 'true';

/** Whether the server's feature is on; an export does not tell, and most are on. */
export const hasFeature = ({ server }: RealmState, name: string, otherwise: boolean): boolean =>
  server?.features.get(name) ?? otherwise;

/** Attributes are those of Keycloak's `OIDCConfigAttributes` and of the device and CIBA grants. */
const ALLOWED: Readonly<Record<Grant, Allowed>> = {
  authorization_code: ({ hasStandardFlow }) => hasStandardFlow,
  // hybrid responses are of both flows, and tokens of theirs are asked for as those of the implicit one
  implicit: ({ hasImplicitFlow }) => hasImplicitFlow,
  refresh_token: (client, state) =>
    isSet('client_credentials.use_refresh_token')(client, state) ||
    client.attributes.get('standard.token.exchange.enableRefreshRequestedTokenType') === 'SAME_SESSION' ||
    (client.attributes.get('use.refresh.tokens') !== 'false' &&
      OF_USERS.some((grant) => ALLOWED[grant](client, state))),
  client_credentials: ({ hasServiceAccount, isPublic }) => hasServiceAccount && !isPublic,
  password: ({ hasPasswordGrant }) => hasPasswordGrant,
  device_code: (client, state) =>
    isSet('oauth2.device.authorization.grant.enabled')(client, state) && hasFeature(state, 'DEVICE_FLOW', true),
  ciba: (client, state) => isSet('oidc.ciba.grant.enabled')(client, state) && hasFeature(state, 'CIBA', true),
  // the legacy one has no switch at the client
  token_exchange: (client, state) =>
    !client.isPublic &&
    (isSet('standard.token.exchange.enabled')(client, state) || hasFeature(state, 'TOKEN_EXCHANGE', false)),
  jwt_bearer: (client, state) =>
    isSet('oauth2.jwt.authorization.grant.enabled')(client, state) &&
    hasFeature(state, 'JWT_AUTHORIZATION_GRANT', true),
  // who holds a token may ask for one that names permissions, wherever some client has resources
  uma_ticket: (client, state) =>
    hasFeature(state, 'AUTHORIZATION', true) &&
    state.clients.some(({ isResourceServer, isEnabled }) => isResourceServer && isEnabled) &&
    TOKENS.some((grant) => ALLOWED[grant](client, state)),
  pre_authorized_code: (_, state) => hasFeature(state, 'OID4VC_VCI_PREAUTH_CODE', false),
  saml: () => false,
  docker: () => false,
};

/** Keycloak asks no client policy for these; from 26.6 on, the provider refuses what nobody decided, where it is installed. */
export const isRefused = (grant: Grant, { server }: RealmState): boolean =>
  (grant === 'uma_ticket' || grant === 'pre_authorized_code') &&
  server?.postProcessors.has(NAMES.postProcessor) === true;

const OF_USERS = ['authorization_code', 'password', 'device_code', 'ciba'] as const;
const TOKENS = [...OF_USERS, 'implicit', 'client_credentials', 'token_exchange', 'jwt_bearer'] as const;
