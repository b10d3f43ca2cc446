// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { requestOf } from '../testing/index.ts';
import { parseIssuanceRequest } from './parse-request.ts';

const FULL = {
  trigger: 'token',
  grant: 'token_exchange',
  protocol: 'oidc',
  tokens: ['access_token', 'id_token'],
  subject: { type: 'user', id: 'sam', profile: { email: 'sam@example.com' } },
  actors: [{ type: 'workload', id: 'agent-1' }],
  client: { id: 'web', registration: 'third_party', name: 'Web', instance: 'run-7' },
  targets: ['https://api.example.com'],
  scopes: ['read'],
  authorizationDetails: [{ type: 'payment', amount: 3 }],
  authentication: { acr: 'phr', amr: ['hwk'], authTime: 5 },
  confirmation: { jkt: 'x' },
  context: { time: 9, ip: '192.0.2.1', userAgent: 'curl', parameters: { deal: 'd-1' } },
  baseline: {
    scopes: ['read'],
    audiences: ['https://api.example.com'],
    groups: ['staff'],
    roles: ['dev'],
    claims: { id_token: { email: 'sam@example.com' } },
    lifetimes: { access_token: 3600 },
    authorizationDetails: [{ type: 'payment', amount: 3 }],
  },
};

describe('parseIssuanceRequest', () => {
  test('reads a request with every member', () => {
    expect(parseIssuanceRequest(FULL)).toEqual({ ok: true, value: FULL });
  });

  test('reads the smallest request, and leaves absent members absent', () => {
    const { authorizationDetails: _, actors: __, authentication: ___, ...rest } = requestOf();
    const { ok, value } = parseIssuanceRequest({ ...rest, context: {}, baseline: {} }) as unknown as {
      ok: boolean;
      value: object;
    }; // sound: looked at below
    expect(ok).toBe(true);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(value).toEqual({
      ...requestOf(),
      context: { time: 0, parameters: {} },
      baseline: {
        scopes: [],
        audiences: [],
        groups: [],
        roles: [],
        claims: {},
        lifetimes: {},
        authorizationDetails: [],
      },
    });
  });

  test('leaves out what the model does not have', () => {
    expect(parseIssuanceRequest({ ...FULL, extra: 1, subject: { ...FULL.subject, extra: 1 } })).toEqual({
      ok: true,
      value: FULL,
    });
  });

  test('names everything that is wrong, each by its path', () => {
    const wrong = {
      ...FULL,
      grant: 'magic',
      tokens: ['cookie'],
      subject: { type: 'robot', profile: 3 },
      actors: [{ type: 'user' }],
      client: undefined,
      authorizationDetails: [{ amount: 3 }],
      authentication: { authTime: 1.5 },
      baseline: { claims: { id_token: [] }, lifetimes: { access_token: '1h' } },
    };
    const GRANTS =
      'authorization_code, client_credentials, refresh_token, token_exchange, device_code, jwt_bearer, saml2_bearer, password, ciba, implicit, sign_in';
    expect(parseIssuanceRequest({ ...wrong, client: {} })).toEqual({
      ok: false,
      problems: [
        { path: '/grant', message: `expected one of ${GRANTS}, found a string` },
        { path: '/tokens', message: 'expected a list of access_token, id_token, refresh_token, saml2, found a list' },
        { path: '/subject/type', message: 'expected one of user, client, workload, found a string' },
        { path: '/subject/id', message: 'expected a string, found nothing' },
        { path: '/subject/profile', message: 'expected an object, found a number' },
        { path: '/actors/0/id', message: 'expected a string, found nothing' },
        { path: '/client/id', message: 'expected a string, found nothing' },
        { path: '/client/registration', message: 'expected one of first_party, third_party, dynamic, found nothing' },
        { path: '/authorizationDetails/0/type', message: 'expected a string, found nothing' },
        { path: '/authentication/authTime', message: 'expected an integer, found a number' },
        { path: '/baseline/lifetimes/access_token', message: 'expected an integer, found a string' },
        { path: '/baseline/claims/id_token', message: 'expected an object, found a list' },
      ],
    });
  });

  test('refuses a request with more targets than are decided', () => {
    const of = (count: number) =>
      parseIssuanceRequest({ ...FULL, targets: Array.from({ length: count }, (_, i) => `https://${i}.example`) });
    expect(of(64).ok).toBe(true);
    expect(of(65)).toEqual({
      ok: false,
      problems: [{ path: '/targets', message: 'expected at most 64 targets, found 65' }],
    });
  });

  test.each([
    ['targets', 'expected at least one target'],
    ['tokens', 'expected at least one token type'],
  ])('refuses a request without %s: no gate would be asked', (name, message) => {
    expect(parseIssuanceRequest({ ...FULL, [name]: [] })).toEqual({
      ok: false,
      problems: [{ path: `/${name}`, message }],
    });
  });

  test('looks at the bounds before anything else', () => {
    expect(parseIssuanceRequest(JSON.parse('{"__proto__":{"grant":"password"}}'))).toEqual({
      ok: false,
      problems: [{ path: '/__proto__', message: '`__proto__` is not a member name an event may have' }],
    });
  });

  test('never throws, whatever the value is', () => {
    const member = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('user', 'access_token', ['access_token'], 'password', {}, []),
    );
    const nearly = fc.record(
      Object.fromEntries(
        Object.keys(FULL).map((name) => [name, fc.oneof(member, fc.constant(FULL[name as keyof typeof FULL]))]),
      ),
      {
        requiredKeys: [],
      },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), nearly), (value) => typeof parseIssuanceRequest(value).ok === 'boolean'),
    );
  });

  test('reads again, unchanged, what it has read', () => {
    const details = fc.array(fc.record({ type: fc.string({ unit: 'grapheme' }) }), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' })), details, (scopes, authorizationDetails) => {
        const first = parseIssuanceRequest({ ...FULL, scopes, authorizationDetails });
        expect(first.ok && parseIssuanceRequest(JSON.parse(JSON.stringify(first.value)))).toEqual(first);
      }),
    );
  });
});
