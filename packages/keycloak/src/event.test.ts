// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { parseEvent } from './event.ts';
import { askOf, serviceAccountAsk } from './testing/ask-of.ts';

const problemsOf = (native: unknown): readonly string[] => {
  const parsed = parseEvent(native);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
};

test('an ask is read into our own form', () => {
  const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken } = askOf();
  expect(parseEvent(askOf())).toEqual({
    ok: true,
    value: {
      moment: 'response',
      event: 'TOKEN_RESPONSE',
      grant: 'authorization_code',
      realm: 'acme',
      issuer: 'https://sso.example.com/realms/acme',
      cannot: [],
      isLightweight: false,
      client: { id: 'orders-web', isPublic: true, isDynamic: false, isConsentRequired: false, attributes: {} },
      user: {
        id: 'b2b1c1c0-0001-4000-8000-000000000001',
        isServiceAccount: false,
        attributes: {},
        groups: ['/staff'],
      },
      session: { id: 'sess-1', notes: {}, acr: '1', amr: ['pwd'], authTime: 1_790_000_000, isOffline: false },
      requestedAudiences: [],
      scopes: ['openid', 'email', 'orders:read'],
      accessToken,
      idToken,
      refreshToken,
      remoteAddress: '192.0.2.7',
      userAgent: 'Mozilla/5.0',
      parameters: {},
    },
  });
});

test('members of a newer provider are passed over', () => {
  expect(parseEvent(askOf({ brand_new: { a: 1 } }))).toEqual(parseEvent(askOf()));
});

test.each([
  [{ version: 2 }, '/version: expected 1'],
  [{ moment: 'later' }, '/moment: expected one of request, response, preview, found a string'],
  [{ grant_type: 'magic' }, '/grant_type: expected one of'],
  [{ scopes: 'openid' }, '/scopes: expected a list of strings, found a string'],
  [{ cannot: ['everything'] }, '/cannot: expected a list of claims, lifetime, audience, roles, groups'],
  [{ client: {} }, '/client/id: expected a string, found nothing'],
  [{ user: null }, '/user: expected an object, found nothing'],
  [{ user: { id: 'u', attributes: { tier: 'gold' } } }, '/user/attributes/tier: expected a list of strings'],
  [{ grant_type: 'saml' }, '/assertion: expected an object, found nothing'],
])('%j is refused', (part, problem) => {
  expect(problemsOf(askOf(part))).toEqual([expect.stringContaining(problem)]);
});

test('a service account has a client, and may have no user', () => {
  expect(problemsOf(serviceAccountAsk({ user: null }))).toEqual([]);
});

test('names that mean something to JavaScript are refused, wherever they are', () => {
  const ask = JSON.parse(JSON.stringify(askOf()).replace('"email":"mara', '"__proto__":"mara')) as unknown;
  expect(problemsOf(ask)).not.toEqual([]);
});

test('whatever comes is read or refused, and never thrown at', () => {
  const broken = fc
    .tuple(fc.constantFrom(...Object.keys(askOf())), fc.jsonValue({ maxDepth: 4 }))
    .map(([name, value]) => ({ ...askOf(), [name]: value }));
  fc.assert(
    fc.property(fc.oneof(broken, fc.jsonValue(), fc.anything()), (native) => {
      expect(typeof parseEvent(native).ok).toBe('boolean');
    }),
  );
});
