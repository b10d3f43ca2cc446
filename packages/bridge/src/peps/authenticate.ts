// SPDX-License-Identifier: Apache-2.0
import type { Socket } from 'node:net';
import { createByCertificate } from './by-certificate.ts';
import { createBySecret } from './by-secret.ts';
import { createByToken } from './by-token.ts';
import type { Pep } from './pep.ts';

/** Finds who asks; a promise only where a token has to be verified, which rejects where that cannot be done. */
export type Authenticate = (
  authorization: string | undefined,
  socket: Socket,
) => Pep | undefined | Promise<Pep | undefined>;

const MAX_CREDENTIALS = 8192;
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

/** Tells enforcement points by what they show: a bearer secret, an access token, or where there is no Authorization header the certificate of the connection. */
export function createAuthenticate(peps: readonly Pep[], clock: () => number): Authenticate {
  const bySecret = createBySecret(peps);
  const byCertificate = createByCertificate(peps, clock);
  const byToken = createByToken(peps, clock);
  return (authorization, socket) => {
    // a header that is not good is not made good by a certificate
    if (authorization === undefined) return byCertificate(socket);
    const [, token] = (authorization.length <= MAX_CREDENTIALS && BEARER.exec(authorization)) || [];
    if (token === undefined) return undefined;
    return isJwt(token) ? byToken(token) : bySecret(token, socket);
  };
}

/** Three parts (RFC 7515 section 7.1); our secrets have no dot. */
const isJwt = (token: string): boolean => token.split('.', 4).length === 3;
