// SPDX-License-Identifier: Apache-2.0
import { fieldsOf, type JsonObject } from '@assay/core/model';
import { ALL_FEATURES } from '../features.ts';
import { kindOf } from '../protocols.ts';
import { scopesOf, type Scopes } from './scopes.ts';

const API = 'https://api.example.com/orders';
const CANNOT = { ...ALL_FEATURES, targetScopes: false };
const GRANTED = { resource_servers: [{ audience: API, scopes: 'read:orders write:orders' }] };

const read = (protocol: string, transaction: JsonObject, refreshToken?: JsonObject, features = CANNOT): Scopes =>
  scopesOf(fieldsOf({ transaction, ...(refreshToken && { refresh_token: refreshToken }) }, '', []), {
    kind: kindOf(protocol, undefined),
    api: API,
    features,
  });

const LOGIN = 'oidc-basic-profile';
const REFRESH = 'oauth2-refresh-token';

test('at a browser, what was asked for counts, and nothing is nothing', () => {
  expect(read(LOGIN, { requested_scopes: ['openid'] })).toEqual({
    scopes: ['openid'],
    isOidcTold: true,
    isTarget: false,
  });
  expect(read(LOGIN, { requested_scopes: [] })).toEqual({ scopes: [], isOidcTold: true, isTarget: false });
});

test('target scopes can be set as a whole where they say something', () => {
  const transaction = { requested_scopes: ['openid', 'a'], target_scopes: ['openid'] };
  expect(read(LOGIN, transaction, undefined, ALL_FEATURES)).toEqual({
    scopes: ['openid'],
    isOidcTold: true,
    isTarget: true,
  });
});

test('a refresh that asks for nothing gets what the refresh token has for the API, and maybe an ID token', () => {
  const want = { scopes: ['read:orders', 'write:orders'], isOidcTold: false, isTarget: false };
  expect(read(REFRESH, { requested_scopes: [] }, GRANTED)).toEqual(want);
  // to set these as target scopes would add them
  expect(read(REFRESH, { requested_scopes: [], target_scopes: [] }, GRANTED, ALL_FEATURES)).toEqual(want);
  const list = { resource_servers: [{ audience: API, scopes: ['read:orders'] }] };
  expect(read(REFRESH, {}, list)).toMatchObject({ scopes: ['read:orders'] });
});

test.each<[string, JsonObject | undefined]>([
  ['without management of refresh tokens', undefined],
  ['for another API', { resource_servers: [{ audience: 'https://other.example', scopes: 'a' }] }],
  ['in a form nobody knows', { resource_servers: [{ audience: API, scopes: 7 }] }],
])('a refresh %s does not tell its scopes', (_what, refreshToken) => {
  expect(read(REFRESH, { requested_scopes: [] }, refreshToken)).toEqual({ isOidcTold: false, isTarget: false });
});

test.each(['oauth2-password', 'oauth2-token-exchange', 'unheard-of'])(
  '%s without scopes does not tell them',
  (protocol) => {
    expect(read(protocol, { requested_scopes: [] })).toEqual({ isOidcTold: false, isTarget: false });
  },
);
