// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@assay/core/model';
import { permitOf, requestOf } from '@assay/core/testing';
import { ALL_FEATURES } from '../features.ts';
import { nativeOf, type Native } from '../native.ts';
import { parseSettings, type Auth0Settings } from '../settings.ts';
import { sampleEvent } from '../testing/index.ts';
import { customTokenExchange } from './custom-token-exchange.ts';

const ISSUER = 'https://legacy.example.com';

function settingsOf(user: JsonObject): Auth0Settings {
  const parsed = parseSettings({
    issuers: [
      {
        issuer: ISSUER,
        jwks_uri: `${ISSUER}/keys`,
        audience: 'us',
        subject_token_types: ['urn:example:legacy-session'],
        user,
        actor: { prefix: 'legacy:' },
      },
      {
        issuer: ISSUER,
        jwks_uri: `${ISSUER}/keys`,
        audience: 'agents',
        actor_token_types: ['urn:example:agent'],
        actor: { prefix: 'agents|' },
      },
    ],
  });
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  return parsed.value;
}

const BY_ID = settingsOf({ by: 'id', prefix: 'legacy|' });
const BY_CONNECTION = settingsOf({
  by: 'connection',
  connection: 'legacy',
  claims: { user_id: 'sub', email: 'mail', name: 'cn' },
  create: true,
});

const nativeWith = (verified: JsonObject): Native =>
  nativeOf(
    sampleEvent('custom-token-exchange', 'minimal'),
    { ...ALL_FEATURES, transactionMetadata: false },
    { verified },
  );
const subject = (claims: JsonObject): JsonObject => ({ issuer: ISSUER, claims });

const problems = (verified: JsonObject, settings = BY_ID): readonly string[] => {
  const parsed = customTokenExchange(settings, verified).parseEvent(nativeWith(verified));
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

test('asks whether the exchange may be, about the user the token speaks for and who acts', () => {
  const verified = {
    subject: subject({ sub: 'mara', tier: 'gold', act: { sub: 'gateway' } }),
    actor: subject({ sub: 'agent-7' }),
  };
  const adapter = customTokenExchange(BY_ID, verified);
  const event = adapter.parseEvent(nativeWith(verified));
  expect(event.ok && adapter.toRequest(event.value)).toMatchObject({
    trigger: 'custom-token-exchange',
    grant: 'token_exchange',
    protocol: 'oauth',
    tokens: ['access_token'],
    subject: { type: 'user', id: 'legacy|mara', profile: { subject_token: { sub: 'mara', tier: 'gold' } } },
    actors: [
      { type: 'user', id: 'agents|agent-7' },
      { type: 'workload', id: 'legacy:gateway' },
    ],
    targets: ['https://api.example.com/orders'],
    scopes: [],
  });
});

test('a user of a connection is set with what the token says of them, and nothing it does not', () => {
  const verified = { subject: subject({ sub: 'mara', mail: 'mara@example.com', cn: null }) };
  const adapter = customTokenExchange(BY_CONNECTION, verified);
  const event = adapter.parseEvent(nativeWith(verified));
  expect(event.ok && adapter.toResponse(permitOf(requestOf()), event.value, [])).toEqual([
    {
      call: 'authentication.setUserByConnection',
      args: [
        'legacy',
        { user_id: 'mara', email: 'mara@example.com' },
        { creationBehavior: 'create_if_not_exists', updateBehavior: 'none' },
      ],
    },
  ]);
});

test('a user of a connection is known by both, and of two connections nobody is taken for another', () => {
  const verified = { subject: subject({ sub: 'mara' }) };
  const adapter = customTokenExchange(BY_CONNECTION, verified);
  const event = adapter.parseEvent(nativeWith(verified));
  expect(event.ok && adapter.toRequest(event.value).subject).toMatchObject({ type: 'user', id: 'legacy|mara' });
});

test('an issuer never says that its actors are users or clients of the tenant', () => {
  const verified = { subject: subject({ sub: 'mara', act: { sub: 'auth0|admin', act: { sub: 'x@clients' } } }) };
  const adapter = customTokenExchange(BY_ID, verified);
  const event = adapter.parseEvent(nativeWith(verified));
  expect(event.ok && event.value.actors).toEqual([
    { type: 'workload', id: 'legacy:auth0|admin' },
    { type: 'workload', id: 'legacy:x@clients' },
  ]);
});

describe('nobody is exchanged for', () => {
  test('a token that names actors of an issuer of which nobody said what they are called', () => {
    const issuers = BY_ID.issuers.map(({ actor: _, ...rest }) => rest);
    expect(problems({ subject: subject({ sub: 'mara', act: { sub: 'gateway' } }) }, { ...BY_ID, issuers })).toEqual([
      '/verified/subject/act: the settings do not say what actors of its issuer are called (`actor`)',
    ]);
  });

  test.each([{}, { depot: 7 }, { depot: '' }, { depot: null }])(
    'a token without the organization it has to name: %j',
    (more) => {
      const issuers = BY_ID.issuers.map((each) => ({ ...each, organizationClaim: 'depot' }));
      expect(problems({ subject: subject({ sub: 'mara', ...more }) }, { ...BY_ID, issuers })).toEqual([
        '/verified/subject/depot: the subject token does not say which organization it is of',
      ]);
    },
  );

  test('a token nobody validated', () => {
    expect(problems({})).toEqual(['/verified/subject: no subject token was validated']);
    expect(problems({ subject: { failure: 'it could not be validated: ERR_JWT_EXPIRED', isInvalid: true } })).toEqual([
      '/verified/subject: it could not be validated: ERR_JWT_EXPIRED',
    ]);
  });

  test.each([{}, { sub: '' }, { sub: 7 }, { sub: ['mara'] }])('a token that names no user: %j', (claims) => {
    expect(problems({ subject: subject(claims as JsonObject) })).toEqual([
      '/verified/subject: the subject token does not say which user it speaks for',
    ]);
  });

  test('a token of an issuer that is not in the settings', () => {
    expect(problems({ subject: { issuer: 'https://evil.example', claims: { sub: 'mara' } } })).toEqual([
      '/verified/subject: the subject token does not say which user it speaks for',
    ]);
  });

  test('an actor token nobody validated, or that names nobody', () => {
    const good = subject({ sub: 'mara' });
    expect(problems({ subject: good, actor: { failure: 'no', isInvalid: true } })).toContain('/verified/actor: no');
    for (const claims of [{}, { sub: '' }, { sub: 7 }])
      expect(problems({ subject: good, actor: subject(claims) })).toEqual([
        '/verified/actor/sub: expected a string that is not empty',
      ]);
  });

  test('more actors than Auth0 takes', () => {
    const chain = (depth: number): JsonObject => ({ sub: `a${depth}`, ...(depth > 1 && { act: chain(depth - 1) }) });
    expect(problems({ subject: subject({ sub: 'mara', act: chain(5) }) })).toEqual([]);
    expect(problems({ subject: subject({ sub: 'mara', act: chain(6) }) })).toEqual([
      '/verified/actor: expected at most 5 actors',
    ]);
  });
});
