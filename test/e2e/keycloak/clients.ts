// SPDX-License-Identifier: Apache-2.0

/** A client as a realm file has it: the members these tests use. */
export interface Client {
  readonly clientId: string;
  readonly protocol?: 'saml';
  readonly secret?: string;
  readonly publicClient?: boolean;
  readonly serviceAccountsEnabled?: boolean;
  readonly defaultClientScopes?: readonly string[];
  readonly optionalClientScopes?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

/** There is no such host: the browser of the tests is told where it is. */
export const CLIENT_HOST = 'client.example';
export const REDIRECT_URI: string = `http://${CLIENT_HOST}/callback`;
export const SAML_ACS: string = `http://${CLIENT_HOST}/saml`;

export const secretOf = (clientId: string): string => `${clientId}-secret-of-a-test`;

const DEFAULTS = ['basic', 'acr', 'roles', 'profile', 'people', 'orders:read', 'orders:audience'];
const OPTIONALS = ['orders:write', 'offline_access', 'email'];

const oidc = (clientId: string, settings: Readonly<Record<string, unknown>>): Client => ({
  clientId,
  enabled: true,
  secret: secretOf(clientId),
  publicClient: false,
  standardFlowEnabled: false,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: false,
  fullScopeAllowed: true,
  redirectUris: [REDIRECT_URI],
  webOrigins: [],
  defaultClientScopes: DEFAULTS,
  optionalClientScopes: OPTIONALS,
  ...settings,
});

const saml = (clientId: string): Client => ({
  clientId,
  protocol: 'saml',
  enabled: true,
  redirectUris: [SAML_ACS],
  defaultClientScopes: ['people-saml'],
  fullScopeAllowed: true,
  attributes: {
    'saml.assertion.signature': 'false',
    'saml.server.signature': 'true',
    'saml.client.signature': 'false',
    'saml.force.post.binding': 'true',
    'saml.authnstatement': 'true',
    saml_name_id_format: 'username',
    saml_assertion_consumer_url_post: SAML_ACS,
  },
});

/** One client for each way to a token. */
export const CLIENTS: readonly Client[] = [
  oidc('web', { standardFlowEnabled: true, attributes: { 'pkce.code.challenge.method': 'S256' } }),
  oidc('spa', { standardFlowEnabled: true, implicitFlowEnabled: true }),
  oidc('job', { serviceAccountsEnabled: true }),
  oidc('cli', { directAccessGrantsEnabled: true }),
  oidc('watched', { serviceAccountsEnabled: true }),
  oidc('tv', { attributes: { 'oauth2.device.authorization.grant.enabled': 'true' } }),
  oidc('bank', {
    attributes: { 'oidc.ciba.grant.enabled': 'true', 'ciba.backchannel.token.delivery.mode': 'poll' },
  }),
  oidc('gateway', {
    serviceAccountsEnabled: true,
    attributes: {
      'standard.token.exchange.enabled': 'true',
      'standard.token.exchange.enableRefreshRequestedTokenType': 'SAME_SESSION',
    },
  }),
  oidc('partner', {
    attributes: {
      'oauth2.jwt.authorization.grant.enabled': 'true',
      'oauth2.jwt.authorization.grant.idp': 'partner-idp',
    },
  }),
  // what tokens are for; it introspects them
  oidc('orders-api', { serviceAccountsEnabled: true, defaultClientScopes: ['basic'], optionalClientScopes: [] }),
  saml('portal'),
  saml('portal-without-gate'),
];
