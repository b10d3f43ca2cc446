// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { textOf } from './switchboard.ts';

/** What is known of whoever asks for a token, at the moment: the policy reads it. */
export interface Standing {
  readonly status: 'active' | 'suspended';
  readonly risk: number;
  /** The claim `team` is set to it; empty: it is not set. */
  readonly team: string;
  /** The claim `cost_center` is removed. */
  readonly external: boolean;
  /** Tokens live two minutes at most. */
  readonly short: boolean;
  readonly revoked_roles: readonly string[];
  readonly revoked_groups: readonly string[];
  readonly closed_audiences: readonly string[];
}

export const GOOD: Standing = {
  status: 'active',
  risk: 0,
  team: '',
  external: false,
  short: false,
  revoked_roles: [],
  revoked_groups: [],
  closed_audiences: [],
};

/** What Keycloak and the bridge have around them, played by the test. */
export interface Surroundings {
  readonly url: string;
  /** From now on, this is known. */
  readonly setStanding: (standing: Standing) => void;
  /** An assertion of the partner about one of its people, for a realm. */
  readonly assertionOf: (subject: string, audience: string) => Promise<string>;
  readonly partner: { readonly issuer: string; readonly jwksUrl: string };
  /** The bearer token that Keycloak sent to the device of a person last (CIBA). */
  readonly lastCibaToken: () => string;
  readonly close: () => Promise<void>;
}

const KEY_ID = 'partner-key';

export async function openSurroundings(): Promise<Surroundings> {
  let standing = GOOD;
  let cibaToken = '';
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }] };
  const server: Server = createServer((request, response) => {
    const json = (status: number, body: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/standing') return json(200, standing);
    if (request.url === '/partner/jwks') return json(200, keys);
    if (request.url !== '/ciba') return json(404, {});
    cibaToken = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
    textOf(request).then(
      () => response.writeHead(201).end(),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // sound: it listens on a port
  const url = `http://127.0.0.1:${port}`;
  const issuer = `${url}/partner`;
  return {
    url,
    setStanding: (next) => void (standing = next),
    assertionOf: (subject, audience) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'RS256', kid: KEY_ID })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setJti(crypto.randomUUID())
        .setIssuedAt()
        .setExpirationTime('2m')
        .sign(privateKey),
    partner: { issuer, jwksUrl: `${issuer}/jwks` },
    lastCibaToken: () => cibaToken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
