// SPDX-License-Identifier: Apache-2.0
import { jwtVerify, SignJWT } from 'jose';
import { signToken, verifyToken } from './session-token.ts';

const SECRET = 'a secret of the tenant and of the page';
const KEY = new TextEncoder().encode(SECRET);

test('jose verifies what is signed here', async () => {
  const token = signToken({ sub: 'auth0|1', exp: 2_000_000_000, note: 'ü' }, SECRET);
  const { payload, protectedHeader } = await jwtVerify(token, KEY, { algorithms: ['HS256'] });
  expect([payload, protectedHeader]).toEqual([
    { sub: 'auth0|1', exp: 2_000_000_000, note: 'ü' },
    { alg: 'HS256', typ: 'JWT' },
  ]);
});

test('what jose signs is verified here', async () => {
  const token = await new SignJWT({ state: 's', exp: 2_000_000_000 }).setProtectedHeader({ alg: 'HS256' }).sign(KEY);
  expect(verifyToken(token, SECRET, 1_000_000_000)).toEqual({ ok: true, claims: { state: 's', exp: 2_000_000_000 } });
});
