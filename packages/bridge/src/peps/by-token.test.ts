// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { createByToken, type ByToken } from './by-token.ts';
import type { Pep, TokenRule } from './pep.ts';

const ISSUER = 'https://idp.example.com/realms/ops';
const AUDIENCE = 'assay-bridge';
const NOW = Date.UTC(2026, 5, 1);

let keys: Awaited<ReturnType<typeof generateKeyPair>>;
let jwk: JWK;
beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' };
});

const pepOf = (name: string, rule: Partial<TokenRule> = {}): Pep => ({
  name,
  roles: ['issue'],
  secrets: [],
  certificates: [],
  tokens: [{ issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [jwk] }, scope: 'assay:issue', ...rule }],
});

const CLAIMS: JWTPayload = {
  iss: ISSUER,
  aud: AUDIENCE,
  azp: 'keycloak',
  scope: 'openid assay:issue',
  exp: NOW / 1000 + 300,
};

const sign = (claims: JWTPayload, key: CryptoKey = keys.privateKey, alg = 'ES256'): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg, kid: 'k1' }).sign(key);

const nameOf = async (byToken: ByToken, token: string): Promise<string | undefined> => (await byToken(token))?.name;

describe('access tokens', () => {
  test('tell an enforcement point by scope, by client, or by both', async () => {
    const byToken = createByToken(
      [
        pepOf('wrong', { scope: 'other' }),
        pepOf('scope'),
        { ...pepOf('client'), tokens: [{ issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [jwk] }, azp: 'curity' }] },
      ],
      () => NOW,
    );
    const found = [];
    for (const claims of [
      CLAIMS,
      { ...CLAIMS, scope: '', azp: 'curity' },
      { ...CLAIMS, scope: '', azp: null, client_id: 'curity' },
    ])
      found.push(await nameOf(byToken, await sign(claims)));
    expect(found).toEqual(['scope', 'client', 'client']);
    const both = createByToken([pepOf('both', { azp: 'keycloak' })], () => NOW);
    expect([await nameOf(both, await sign(CLAIMS)), await nameOf(both, await sign({ ...CLAIMS, azp: 'x' }))]).toEqual([
      'both',
      undefined,
    ]);
  });

  test.each<[string, Partial<JWTPayload>]>([
    ['for another audience', { aud: 'account' }],
    ['of another issuer', { iss: 'https://idp.example.com/realms/other' }],
    ['that have ended', { exp: NOW / 1000 - 60 }],
    ['that never end', { exp: null as never }],
    ['that have not begun', { nbf: NOW / 1000 + 60 }],
    ['without the scope', { scope: 'openid' }],
    ['with a scope that only begins like it', { scope: 'assay:issue-nothing' }],
    ['with scopes that are no text', { scope: ['assay:issue'] as never }],
  ])('%s are nobody’s', async (_, claims) => {
    const byToken = createByToken([pepOf('p')], () => NOW);
    expect(await byToken(await sign({ ...CLAIMS, ...claims }))).toBeUndefined();
  });

  test('signed by another key, by a shared secret, or not at all are nobody’s', async () => {
    const byToken = createByToken([pepOf('p')], () => NOW);
    const other = await generateKeyPair('ES256');
    const shared = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode(JSON.stringify(jwk).padEnd(64)));
    const good = await sign(CLAIMS);
    const [head = '', , signature = ''] = good.split('.');
    const payload = Buffer.from(JSON.stringify({ ...CLAIMS, scope: 'assay:issue x' })).toString('base64url');
    for (const token of [
      await sign(CLAIMS, other.privateKey),
      shared,
      new UnsecuredJWT(CLAIMS).encode(),
      `${head}.${payload}.${signature}`,
      'a.b.c',
      '..',
    ])
      expect(await byToken(token)).toBeUndefined();
  });

  test('are remembered for a minute, and no longer than they last', async () => {
    let now = NOW;
    const byToken = createByToken([pepOf('p')], () => now);
    const token = await sign({ ...CLAIMS, exp: NOW / 1000 + 30 });
    const found = [];
    for (const later of [0, 29, 36]) {
      now = NOW + later * 1000;
      found.push(await nameOf(byToken, token));
    }
    expect(found).toEqual(['p', 'p', undefined]);
  });
});

describe('the keys of an issuer', () => {
  let server: Server;
  let url: string;
  let answer: { status: number; body: string };
  let count: number;
  beforeEach(async () => {
    count = 0;
    server = createServer((_, response) => {
      count++;
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`; // sound: it listens on a port
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test('are fetched once for many tokens', async () => {
    answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
    const byToken = createByToken(
      [pepOf('p', { jwks: { url } }), pepOf('q', { jwks: { url }, scope: 'x' })],
      () => NOW,
    );
    for (let i = 0; i < 3; i++) expect(await nameOf(byToken, await sign({ ...CLAIMS, jti: String(i) }))).toBe('p');
    expect(count).toBe(1);
  });

  test('are not asked for a token of somebody else', async () => {
    answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
    const byToken = createByToken([pepOf('p', { jwks: { url } })], () => NOW);
    expect([await byToken(await sign({ ...CLAIMS, iss: 'https://x' })), count]).toEqual([undefined, 0]);
  });

  test.each([
    [500, ''],
    [200, 'no JSON'],
    [200, '{"keys":7}'],
  ])('that cannot be had (%i %s) are told apart from a token that is not good', async (status, body) => {
    answer = { status, body };
    const byToken = createByToken([pepOf('p', { jwks: { url } })], () => NOW);
    await expect(byToken(await sign(CLAIMS))).rejects.toMatchObject({ name: expect.any(String) as string });
  });
});
