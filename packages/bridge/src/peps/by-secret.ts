// SPDX-License-Identifier: Apache-2.0
import { hash, timingSafeEqual } from 'node:crypto';
import type { Pep } from './pep.ts';

export type BySecret = (token: string) => Pep | undefined;

/** Finds whose secret a bearer token is. Every digest is compared, and each in constant time. */
export function createBySecret(peps: readonly Pep[]): BySecret {
  const known = peps.flatMap((pep) => pep.secrets.map((secret) => ({ pep, digest: Buffer.from(secret, 'hex') })));
  return (token) => {
    const digest = hash('sha256', token, 'buffer');
    let found: Pep | undefined;
    for (const { pep, digest: expected } of known) if (timingSafeEqual(expected, digest)) found = pep;
    return found;
  };
}
