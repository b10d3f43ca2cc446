// SPDX-License-Identifier: Apache-2.0
import type { Obligation, PermitDecision } from '@assay/core/model';
import { permitOf, requestOf, RULE } from '@assay/core/testing';
import type { Effects } from '../effects.ts';
import { ALL_FEATURES, type Features } from '../features.ts';
import { kindOf } from '../protocols.ts';
import { DEFAULT_SETTINGS, type Auth0Settings } from '../settings.ts';
import type { PostLoginEvent } from './event.ts';
import { toResponse } from './to-response.ts';

const NOW = 1_795_163_405_000;
const PLAIN: Features = { ...ALL_FEATURES, targetScopes: false, refreshToken: false, transactionMetadata: false };

const EVENT: PostLoginEvent = {
  features: PLAIN,
  kind: kindOf('oidc-basic-profile', undefined),
  tenant: 'acme',
  client: { id: 'web', isDynamic: false },
  userId: 'auth0|mara',
  profile: {},
  roles: [],
  actors: [],
  api: 'https://api.example.com',
  scopes: ['openid', 'read', 'write'],
  isOidcTold: true,
  authorizationDetails: [],
  methods: [],
  parameters: {},
};

const set = (claim: string, value: string) => ({ action: 'set', claim, value, rule: RULE, sources: [] }) as const;

function effectsOf(
  decision: Partial<PermitDecision>,
  event: Partial<PostLoginEvent> = {},
  settings: Partial<Auth0Settings> = {},
  pending: readonly Obligation[] = [],
  parameters: readonly string[] = [],
): Effects {
  return toResponse(
    permitOf(requestOf({ scopes: ['openid', 'read', 'write'] }), decision),
    { ...EVENT, ...event },
    pending,
    { settings: { ...DEFAULT_SETTINGS, ...settings }, now: NOW, parameters },
  );
}

const granted = (...scopes: readonly string[]): PermitDecision['scopes'] => ({
  granted: scopes.map((scope) => ({ scope, rule: RULE })),
  withheld: [],
});

test('a permit of all there is asks for nothing', () => {
  expect(effectsOf({})).toEqual([]);
});

test('what takes away comes before what adds', () => {
  const decision = {
    scopes: granted('openid', 'read', 'more'),
    tokens: {
      access_token: { claims: [set('tier', 'gold')] },
      id_token: { claims: [set('roles', 'x')] },
      refresh_token: { claims: [], lifetime: { seconds: 60, rule: RULE } },
    },
  };
  expect(effectsOf(decision, {}, { claims: new Map([['roles', 'https://example.com/roles']]) })).toEqual([
    { call: 'accessToken.removeScope', args: ['write'] },
    { call: 'refreshToken.setExpiresAt', args: [NOW + 60_000] },
    { call: 'accessToken.addScope', args: ['more'] },
    { call: 'accessToken.setCustomClaim', args: ['tier', 'gold'] },
    { call: 'idToken.setCustomClaim', args: ['https://example.com/roles', 'x'] },
  ]);
});

test('target scopes are set at once, and what an Action before added to the token is taken off it', () => {
  expect(effectsOf({ scopes: granted('openid', 'read') }, { features: { ...PLAIN, targetScopes: true } })).toEqual([
    { call: 'transaction.setTargetScopes', args: [['openid', 'read']] },
    { call: 'accessToken.removeScope', args: ['write'] },
  ]);
  const without = { ...PLAIN, targetScopes: true, tokenScopes: false };
  expect(effectsOf({ scopes: granted('openid', 'read') }, { features: without })).toEqual([
    { call: 'transaction.setTargetScopes', args: [['openid', 'read']] },
  ]);
});

test.each<[string, NonNullable<PostLoginEvent['refreshToken']>, Effects]>([
  [
    'is cut to what policy allows',
    { expiresAt: NOW + 900_000, idleExpiresAt: NOW + 900_000, isNoted: true },
    [
      { call: 'refreshToken.setExpiresAt', args: [NOW + 60_000] },
      { call: 'refreshToken.setIdleExpiresAt', args: [NOW + 60_000] },
    ],
  ],
  [
    'is never made longer',
    { expiresAt: NOW + 30_000, idleExpiresAt: NOW + 10_000, isNoted: true },
    [{ call: 'refreshToken.setExpiresAt', args: [NOW + 30_000] }],
  ],
])('the life of a refresh token %s', (_what, refreshToken, want) => {
  const tokens = { refresh_token: { claims: [], lifetime: { seconds: 60, rule: RULE } } };
  expect(effectsOf({ tokens }, { refreshToken })).toEqual(want);
});

test('roles that stay are a claim of each token, where the operator named it', () => {
  const claims = new Map([['roles', 'https://example.com/roles']]);
  const tokens = { access_token: { claims: [] }, id_token: { claims: [] } };
  expect(effectsOf({ roles: ['clerk'], tokens }, {}, { claims })).toEqual([
    { call: 'accessToken.setCustomClaim', args: ['https://example.com/roles', ['clerk']] },
    { call: 'idToken.setCustomClaim', args: ['https://example.com/roles', ['clerk']] },
  ]);
});

test('an assertion loses attributes by null, and gains others', () => {
  const tokens = {
    saml2: {
      claims: [set('tier', 'gold'), { action: 'remove', claim: 'email', rule: RULE } as const],
      lifetime: { seconds: 60, rule: RULE },
    },
  };
  const samlAttributes = new Map([
    ['email', 'urn:mail'],
    ['tier', 'urn:tier'],
  ]);
  const event = { kind: kindOf('samlp', undefined), scopes: [] };
  expect(effectsOf({ scopes: granted(), tokens }, event, { samlAttributes })).toEqual([
    { call: 'samlResponse.setLifetimeInSeconds', args: [60] },
    { call: 'samlResponse.setAttribute', args: ['urn:mail', null] },
    { call: 'samlResponse.setAttribute', args: ['urn:tier', 'gold'] },
  ]);
});

test('the first grant is noted on the refresh token, and a refresh leaves the note as it is', () => {
  const features = { ...PLAIN, refreshToken: true, transactionMetadata: true };
  const tokens = { refresh_token: { claims: [] } };
  const transaction = { call: 'transaction.setMetadata', args: ['assay_decision', '{record.id}'], isOptional: true };
  expect(effectsOf({ tokens }, { features })).toEqual([
    transaction,
    { call: 'refreshToken.setMetadata', args: ['assay_decision', '{record.id}'], isOptional: true },
    { call: 'refreshToken.setMetadata', args: ['assay_policy', 'sha256-test'], isOptional: true },
  ]);
  expect(effectsOf({ tokens }, { features, refreshToken: { isNoted: true } })).toEqual([transaction]);
});

describe('what is pending', () => {
  const stepUp: Obligation = { type: 'step_up', properties: { acr: 'phr' }, about: { scope: 'write' }, rule: RULE };
  const fresh: Obligation = {
    type: 'step_up',
    properties: { maxAgeSeconds: 60 },
    about: { scope: 'read' },
    rule: RULE,
  };
  const consent: Obligation = {
    type: 'consent',
    properties: { purpose: 'trade' },
    about: { scope: 'write' },
    rule: RULE,
  };
  const settings: Partial<Auth0Settings> = {
    acr: [{ acr: 'phr', methods: ['passkey'], factors: ['otp', 'webauthn-roaming'], canEnrol: true }],
    redirect: { url: 'https://consent.example.com', secret: 'CONSENT', expiresInSeconds: 60 },
  };

  test('is one challenge, which is fresh as well', () => {
    expect(effectsOf({}, {}, settings, [stepUp, fresh])).toEqual([
      {
        call: 'authentication.challengeWith',
        args: [{ type: 'otp' }, { additionalFactors: [{ type: 'webauthn-roaming' }] }],
      },
    ]);
  });

  test('is the page alone where there is something to ask: the rest is decided when they come back', () => {
    expect(effectsOf({ scopes: granted('openid', 'write') }, {}, settings, [stepUp, consent])).toEqual([
      {
        call: 'redirect',
        args: [
          'https://consent.example.com',
          'CONSENT',
          60,
          '{record.id}',
          {
            digest: 'sha256-test',
            pending: [
              { key: 'consent scope write test/rule', type: 'consent', about: { scope: 'write' }, purpose: 'trade' },
            ],
          },
        ],
      },
    ]);
  });

  test('keeps what the policy reads of the client, before the user is gone, and without fail', () => {
    const parameters = { deal: 'frozen', padding: 'x'.repeat(9_000) };
    const [first, second] = effectsOf({}, { parameters }, settings, [consent], ['deal', 'other']);
    expect(first).toEqual({
      call: 'transaction.setMetadata',
      args: ['assay_parameters', '{"deal":"frozen"}'],
    });
    expect(second?.call).toBe('redirect');
    expect(effectsOf({}, { parameters }, settings, [consent]).map(({ call }) => call)).toEqual(['redirect']);
  });
});
