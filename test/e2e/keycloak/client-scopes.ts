// SPDX-License-Identifier: Apache-2.0
// `clientScopes` in a realm file takes the place of the built-in ones, so those the clients use are here too.

interface ClientScope {
  readonly name: string;
  readonly protocol: 'openid-connect' | 'saml';
  readonly attributes: Readonly<Record<string, string>>;
  readonly protocolMappers: readonly Mapper[];
}

interface Mapper {
  readonly name: string;
  readonly protocol: string;
  readonly protocolMapper: string;
  readonly config: Readonly<Record<string, string>>;
}

const IN_TOKENS = {
  'access.token.claim': 'true',
  'id.token.claim': 'true',
  'userinfo.token.claim': 'true',
  'introspection.token.claim': 'true',
};

const mapper = (name: string, protocolMapper: string, config: Readonly<Record<string, string>> = {}): Mapper => ({
  name,
  protocol: 'openid-connect',
  protocolMapper,
  config: { ...IN_TOKENS, ...config },
});

const attribute = (name: string): Mapper =>
  mapper(name, 'oidc-usermodel-attribute-mapper', {
    'user.attribute': name,
    'claim.name': name,
    'jsonType.label': 'String',
  });

const scope = (name: string, isShown: boolean, protocolMappers: readonly Mapper[] = []): ClientScope => ({
  name,
  protocol: 'openid-connect',
  attributes: { 'include.in.token.scope': String(isShown), 'display.on.consent.screen': 'false' },
  protocolMappers,
});

export const CLIENT_SCOPES: readonly ClientScope[] = [
  scope('basic', false, [
    mapper('sub', 'oidc-sub-mapper'),
    mapper('auth_time', 'oidc-usersessionmodel-note-mapper', {
      'user.session.note': 'AUTH_TIME',
      'claim.name': 'auth_time',
      'jsonType.label': 'long',
    }),
  ]),
  scope('acr', false, [mapper('acr', 'oidc-acr-mapper')]),
  scope('roles', false, [
    mapper('realm roles', 'oidc-usermodel-realm-role-mapper', {
      'claim.name': 'realm_access.roles',
      'jsonType.label': 'String',
      multivalued: 'true',
    }),
    mapper('client roles', 'oidc-usermodel-client-role-mapper', {
      'claim.name': 'resource_access.${client_id}.roles',
      'jsonType.label': 'String',
      multivalued: 'true',
    }),
  ]),
  scope('profile', true, [
    mapper('username', 'oidc-usermodel-attribute-mapper', {
      'user.attribute': 'username',
      'claim.name': 'preferred_username',
      'jsonType.label': 'String',
    }),
  ]),
  scope('email', true, [
    mapper('email', 'oidc-usermodel-attribute-mapper', {
      'user.attribute': 'email',
      'claim.name': 'email',
      'jsonType.label': 'String',
    }),
  ]),
  scope('offline_access', true),
  // claims and groups of people, whatever the client asks for
  scope('people', false, [
    attribute('cost_center'),
    mapper('groups', 'oidc-group-membership-mapper', { 'claim.name': 'groups', 'full.path': 'true' }),
  ]),
  // who the tokens are for
  scope('orders:audience', false, [
    mapper('orders-api', 'oidc-audience-mapper', { 'included.client.audience': 'orders-api' }),
    mapper('gateway', 'oidc-audience-mapper', { 'included.client.audience': 'gateway' }),
  ]),
  scope('orders:read', true, [
    mapper('orders reader', 'oidc-hardcoded-claim-mapper', {
      'claim.name': 'orders_reader',
      'claim.value': 'yes',
      'jsonType.label': 'String',
    }),
  ]),
  // a scope that brings a claim of its own
  scope('orders:write', true, [
    mapper('orders limit', 'oidc-hardcoded-claim-mapper', {
      'claim.name': 'orders_limit',
      'claim.value': '1000',
      'jsonType.label': 'int',
    }),
  ]),
  {
    name: 'people-saml',
    protocol: 'saml',
    attributes: {},
    protocolMappers: [
      {
        name: 'cost_center',
        protocol: 'saml',
        protocolMapper: 'saml-user-attribute-mapper',
        config: {
          'user.attribute': 'cost_center',
          'attribute.name': 'cost_center',
          'attribute.nameformat': 'Basic',
        },
      },
      {
        name: 'roles',
        protocol: 'saml',
        protocolMapper: 'saml-role-list-mapper',
        config: { 'attribute.name': 'Role', 'attribute.nameformat': 'Basic', single: 'true' },
      },
    ],
  },
];
