// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { createAuthority, type Authority, type Certificate } from '../testing/certificates.ts';
import { startBridge, type TestBridge } from '../testing/start-bridge.ts';
import type { CertificateRule, Pep } from './pep.ts';

let authority: Authority;
let stranger: Authority;
let server: Certificate;
beforeAll(() => {
  authority = createAuthority();
  stranger = createAuthority();
  server = authority.issue('/CN=bridge', 'IP:127.0.0.1');
});
afterAll(() => {
  authority.remove();
  stranger.remove();
});

let started: TestBridge | undefined;
afterEach(async () => {
  await started?.bridge.close(500);
  started = undefined;
});

const pepOf = (name: string, ...certificates: readonly CertificateRule[]): Pep => ({
  name,
  roles: ['metrics'],
  secrets: [],
  certificates,
  tokens: [],
});

const start = async (isRequired: boolean, ...more: readonly Pep[]): Promise<TestBridge> =>
  (started = await startBridge({ more, where: { tls: server, mtls: { ca: authority.ca, isRequired } } }));

/** The status of `/metrics`, or the error of the connection. */
const ask = (
  { listening }: TestBridge,
  certificate: Partial<Certificate> = {},
  more: object = {},
): Promise<number | string> =>
  new Promise((resolve) => {
    const sent = request(
      `${listening.url}/metrics`,
      { ca: authority.ca, agent: false, ...certificate, ...more },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
    sent.end();
  });

const sha256Of = ({ cert }: Certificate): string =>
  new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();

describe('client certificates', () => {
  test('tell an enforcement point by common name, alternative name or fingerprint', async () => {
    const [a, b, c, d] = [
      authority.issue('/O=Example/CN=keycloak'),
      authority.issue('/CN=x', 'DNS:kc.example.com,URI:spiffe://example.com/kc'),
      authority.issue('/CN=pinned'),
      authority.issue('/CN=nobody'),
    ] as const;
    const bridge = await start(
      false,
      pepOf('a', { cn: 'keycloak' }),
      pepOf('b', { san: 'URI:spiffe://example.com/kc' }),
      pepOf('c', { sha256: sha256Of(c) }),
    );
    expect([
      await ask(bridge, a),
      await ask(bridge, b),
      await ask(bridge, c),
      await ask(bridge, d),
      await ask(bridge),
    ]).toEqual([200, 200, 200, 401, 401]);
  });

  test.each([
    ['of another authority', () => stranger.issue('/CN=keycloak')],
    ['that has ended', () => authority.issue('/CN=keycloak', undefined, -1)],
    ['with two common names', () => authority.issue('/CN=keycloak/CN=other')],
    ['whose common name only holds the other', () => authority.issue('/CN=keycloak, CN=x')],
    [
      'whose alternative name holds the other in it',
      () => authority.issue('/CN=x', '@names\n[names]\nURI.1=http://x/, DNS:kc.example.com'),
    ],
  ])('%s are nobody’s', async (_, issue) => {
    const bridge = await start(false, pepOf('a', { cn: 'keycloak' }, { san: 'DNS:kc.example.com' }));
    expect(await ask(bridge, issue())).toBe(401);
  });

  test('two enforcement points would have are nobody’s', async () => {
    const bridge = await start(false, pepOf('a', { cn: 'keycloak' }), pepOf('b', { san: 'DNS:kc' }));
    expect(await ask(bridge, authority.issue('/CN=keycloak', 'DNS:kc'))).toBe(401);
  });

  test('that are required are asked for before anything else', async () => {
    const bridge = await start(true, pepOf('a', { cn: 'keycloak' }));
    const refused = expect.stringMatching(/^ERR_SSL_|^ECONNRESET|^EPIPE/) as string;
    expect([
      await ask(bridge),
      await ask(bridge, stranger.issue('/CN=keycloak')),
      await ask(bridge, authority.issue('/CN=keycloak')),
    ]).toEqual([refused, refused, 200]);
  });

  test('do not make a wrong secret good, and a secret does without one', async () => {
    const bridge = await start(false, pepOf('a', { cn: 'keycloak' }));
    const certificate = authority.issue('/CN=keycloak');
    const bearer = (secret: string): object => ({ headers: { authorization: `Bearer ${secret}` } });
    expect([await ask(bridge, certificate, bearer('wrong')), await ask(bridge, {}, bearer(bridge.secret))]).toEqual([
      401, 200,
    ]);
  });

  test('are looked at again when they end, on a connection that lasts', async () => {
    const certificate = authority.issue('/CN=keycloak');
    let now = Date.now();
    started = await startBridge({
      more: [pepOf('a', { cn: 'keycloak' })],
      clock: () => now,
      where: { tls: server, mtls: { ca: authority.ca, isRequired: false } },
    });
    const { Agent } = await import('node:https');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await ask(started, certificate, { agent });
    now += 2 * 24 * 3600 * 1000;
    expect([first, await ask(started, certificate, { agent })]).toEqual([200, 401]);
    agent.destroy();
  });

  test('the connection is of TLS 1.2 at least, and the bridge can change its own certificate', async () => {
    const bridge = await start(false, pepOf('a', { cn: 'keycloak' }));
    const certificate = authority.issue('/CN=keycloak');
    expect(
      await ask(bridge, certificate, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ).toMatch(/^ERR_SSL_|^EPROTO|^ECONNRESET/);
    const other = createAuthority();
    bridge.listening.setTls(other.issue('/CN=bridge', 'IP:127.0.0.1'));
    expect([await ask(bridge, certificate), await ask(bridge, { ...certificate }, { ca: other.ca })]).toEqual([
      expect.stringMatching(/^UNABLE_TO_|^SELF_SIGNED/),
      200,
    ]);
    other.remove();
  });
});
