// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// The emulator as `assay decide` and its users run it: in a process without a test runner, where there is one realm; jose looks at its tokens.

const SCRIPT = `
  import { jwtVerify, SignJWT } from 'jose';
  import { createActionInstance, sampleEvent } from './index.ts';

  const secret = 'a secret of the tenant and of the page';
  const key = new TextEncoder().encode(secret);
  const event = sampleEvent('post-login', 'code', { secrets: { PAGE: secret } });
  const code = \`
    exports.onExecutePostLogin = async (event, api) => {
      console.log([] instanceof Array, event.client instanceof Object, event.authorization.roles instanceof Array, typeof fetch);
      api.redirect.sendUserTo('https://page.example.com', {
        query: { session_token: api.redirect.encodeToken({ secret: event.secrets.PAGE, payload: { note: 'ü' } }) },
      });
    };
    exports.onContinuePostLogin = async (event, api) => {
      api.idToken.setCustomClaim('answer', api.redirect.validateToken({ secret: event.secrets.PAGE }).answer);
    };\`;
  const instance = createActionInstance({ code, trigger: 'post-login' });
  const { redirect, console: printed } = await instance.execute(event);
  const sent = await jwtVerify(redirect.query.session_token, key, { algorithms: ['HS256'], issuer: event.request.hostname });
  const answer = await new SignJWT({ state: redirect.state, sub: sent.payload.sub, answer: 'yes' })
    .setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1m').sign(key);
  const { outcome, token } = await instance.resume({ body: { session_token: answer } });
  const { iat, exp, ...claims } = sent.payload;
  console.log(JSON.stringify({ printed: printed.full, header: sent.protectedHeader, claims, seconds: exp - iat, outcome, idToken: token.idToken }));`;

test('an Action shares the realm of its process, and jose agrees with the session tokens, both ways', () => {
  const output = execFileSync(process.execPath, ['--conditions=source', '--input-type=module', '--eval', SCRIPT], {
    cwd: join(__dirname),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(output)).toEqual({
    printed: 'true true true function\n',
    header: { alg: 'HS256', typ: 'JWT' },
    claims: {
      iss: 'example-orders.eu.auth0.com',
      sub: 'auth0|5f1c8a2e9b3d4c0069f0a1b2',
      ip: '203.0.113.24',
      note: 'ü',
    },
    seconds: 900,
    outcome: 'permit',
    idToken: { isIssued: true, customClaims: { answer: 'yes' } },
  });
});
