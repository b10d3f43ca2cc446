// SPDX-License-Identifier: Apache-2.0
import { hash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Pep } from './pep.ts';

export type BySecret = (token: string, socket: Socket) => Pep | undefined;

interface Known {
  readonly token: Buffer;
  readonly pep: Pep;
}

/**
 * Finds whose secret a bearer token is. Every digest is compared, and each in constant time; so is what a connection has shown before, which is
 * remembered as long as the connection lasts: a provider keeps few connections, and sends one secret over each of them (0.4 us in place of 3).
 */
export function createBySecret(peps: readonly Pep[]): BySecret {
  const digests = peps.flatMap((pep) => pep.secrets.map((secret) => ({ pep, digest: Buffer.from(secret, 'hex') })));
  const shown = new WeakMap<Socket, Known>();
  return (token, socket) => {
    const bytes = Buffer.from(token, 'latin1');
    const known = shown.get(socket);
    if (known?.token.length === bytes.length && timingSafeEqual(known.token, bytes)) return known.pep;
    const digest = hash('sha256', token, 'buffer');
    let pep: Pep | undefined;
    for (const one of digests) if (timingSafeEqual(one.digest, digest)) pep = one.pep;
    if (pep !== undefined) shown.set(socket, { token: bytes, pep });
    return pep;
  };
}
