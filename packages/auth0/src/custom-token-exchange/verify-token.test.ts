// SPDX-License-Identifier: Apache-2.0
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose';
import { parseSettings } from '../settings.ts';
import { createKeySets } from './key-sets.ts';
import { verifyToken, type VerifiedToken } from './verify-token.ts';

const NOW = Date.parse('2026-11-20T08:30:05.000Z');
const SECONDS = NOW / 1000;
const ISSUER = 'https://legacy.example.com';
const AUDIENCE = 'https://example-orders.eu.auth0.com/';

let key: CryptoKey;
let jwk: JWK;
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  key = privateKey;
  jwk = { ...(await exportJWK(publicKey)), alg: 'ES256' };
});

interface Signed {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: { readonly alg?: string; readonly typ?: string };
  readonly signer?: CryptoKey | Uint8Array;
}

const sign = ({ claims = {}, header = {}, signer = key }: Signed = {}): Promise<string> =>
  new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'mara', iat: SECONDS - 10, exp: SECONDS + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(signer);

/** What a token comes to at one issuer, whose key set is `body`. */
function verify(token: string, part: Readonly<Record<string, unknown>> = {}, body?: string): Promise<VerifiedToken> {
  const parsed = parseSettings({
    issuers: [{ issuer: ISSUER, jwks_uri: `${ISSUER}/keys`, audience: AUDIENCE, ...part }],
  });
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  const keysOf = createKeySets(() => Promise.resolve(new Response(body ?? JSON.stringify({ keys: [jwk] }))), 8_000);
  return verifyToken(token, parsed.value.issuers, { keysOf, clock: () => NOW });
}

const invalid = (why: string): VerifiedToken => ({ failure: `it could not be validated: ${why}`, isInvalid: true });

test('a token of the issuer, for us, in time, comes to its claims', async () => {
  expect(await verify(await sign())).toEqual({
    issuer: ISSUER,
    claims: { iss: ISSUER, aud: AUDIENCE, sub: 'mara', iat: SECONDS - 10, exp: SECONDS + 60 },
  });
});

test.each<[string, Signed, string]>([
  ['for somebody else', { claims: { aud: 'https://elsewhere.example' } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['that has ended', { claims: { exp: SECONDS - 60 } }, 'ERR_JWT_EXPIRED'],
  ['without an end', { claims: { exp: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['that is not valid yet', { claims: { nbf: SECONDS + 600 } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ['that is too old, whenever it ends', { claims: { iat: SECONDS - 7200, exp: SECONDS + 7200 } }, 'ERR_JWT_EXPIRED'],
  ['that does not say how old it is', { claims: { iat: undefined } }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  [
    'signed with a shared secret',
    { header: { alg: 'HS256' }, signer: new TextEncoder().encode('a'.repeat(32)) },
    'ERR_JOSE_ALG_NOT_ALLOWED',
  ],
])('a token %s is invalid', async (_what, signed, code) => {
  expect(await verify(await sign(signed))).toEqual(invalid(code));
});

test('a token without a signature is invalid', async () => {
  const token = new UnsecuredJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'mara', exp: SECONDS + 60 }).encode();
  expect(await verify(token)).toMatchObject({ isInvalid: true });
});

test('a token of another issuer is invalid, and no key is asked for', async () => {
  expect(await verify(await sign({ claims: { iss: 'https://evil.example' } }))).toEqual({
    failure: 'no issuer of the settings issued it for this',
    isInvalid: true,
  });
});

test('a token of another type is invalid where the issuer has a type', async () => {
  expect(await verify(await sign({ header: { typ: 'JWT' } }), { typ: 'session+jwt' })).toEqual(
    invalid('ERR_JWT_CLAIM_VALIDATION_FAILED'),
  );
});

test('something that is no token is invalid', async () => {
  expect(await verify('nonsense')).toEqual(invalid('ERR_JWT_INVALID'));
});

test('a key set that cannot be had, or is too large, is not the fault of the token', async () => {
  const large = JSON.stringify({ keys: [jwk], padding: 'x'.repeat(70_000) });
  for (const body of ['', '<html>', large])
    expect(await verify(await sign(), {}, body)).toMatchObject({ isInvalid: false });
});
