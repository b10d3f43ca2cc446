// SPDX-License-Identifier: Apache-2.0
import {
  ALL_FEATURES,
  nativeOf,
  parseSettings,
  postLogin,
  type Auth0Settings,
  type Effects,
  type Features,
} from '@assay/auth0';
import type { Adapter, Capabilities } from '@assay/core/pep';
import { auth0Recipe } from '../artefact/auth0.ts';
import { deciderOf, type ConfiguredTarget, type Idp } from './idp.ts';

/** Auth0. */
export const AUTH0: Idp = {
  targets: {
    'auth0/post-login': (settings) => {
      const parsed = parseSettings(settings);
      return parsed.ok ? { ok: true, value: configurePostLogin(parsed.value) } : parsed;
    },
  },
  targetOf: () => 'auth0/post-login',
};

/** A person who signs in through a browser, for an API: what most events are, and what a policy is checked against. */
const SIGN_IN = {
  client: { client_id: 'client' },
  connection: { id: 'connection', name: 'connection', strategy: 'auth0' },
  request: { ip: '192.0.2.1', method: 'GET', query: {}, body: {}, geoip: {} },
  resource_server: { identifier: 'https://api.example.com' },
  stats: { logins_count: 1 },
  tenant: { id: 'tenant' },
  transaction: { protocol: 'oidc-basic-profile', requested_scopes: ['openid'], metadata: {} },
  user: { user_id: 'auth0|user', email_verified: true, app_metadata: {}, user_metadata: {}, identities: [] },
};

function configurePostLogin(settings: Auth0Settings): ConfiguredTarget {
  const adapter = postLogin(settings, Date.now);
  const features = {
    ...ALL_FEATURES,
    targetScopes: settings.hasTargetScopes,
    refreshToken: settings.hasRefreshTokenManagement,
  };
  return {
    decider: deciderOf(
      { ...adapter, parseEvent: (event) => adapter.parseEvent(nativeOf(event, features)) },
      (effects) => effects.map((effect) => ({ ...effect, args: [...effect.args] })),
    ),
    capability: {
      name: 'auth0/post-login',
      capabilities: capabilitiesOf(adapter, features),
      tokens: ['access_token', 'id_token'],
      lifetimes: settings.lifetimes,
    },
    recipe: auth0Recipe('post-login', settings),
  };
}

function capabilitiesOf<Event>(adapter: Adapter<Event, Effects>, features: Features): Capabilities {
  const parsed = adapter.parseEvent(nativeOf(SIGN_IN, features));
  if (!parsed.ok) throw new TypeError(`the event of a sign-in: ${JSON.stringify(parsed.problems)}`);
  return adapter.capabilities(parsed.value);
}
