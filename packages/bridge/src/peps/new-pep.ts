// SPDX-License-Identifier: Apache-2.0
import { hash, randomBytes } from 'node:crypto';
import type { Pep, Role } from './pep.ts';

/** A secret, to be shown once, and the entry that is configured. */
export interface NewSecret {
  readonly secret: string;
  readonly entry: Pep;
}

type Random = (bytes: number) => Uint8Array;

/** A new enforcement point with a secret of 256 bits. */
export const newPep = (name: string, roles: readonly Role[], random: Random = randomBytes): NewSecret =>
  newSecret({ name, roles, secrets: [], certificates: [], tokens: [] }, random);

/** Another secret of an enforcement point: its newest one stays valid beside it, until the next. */
export function newSecret(pep: Pep, random: Random = randomBytes): NewSecret {
  const secret = `assay_${Buffer.from(random(32)).toString('base64url')}`;
  return { secret, entry: { ...pep, secrets: [hash('sha256', secret, 'hex'), ...pep.secrets.slice(0, 1)] } };
}

/** Enforcement points as `parsePeps` reads them. */
export const formatPeps = (peps: readonly Pep[]): string =>
  `${JSON.stringify(
    peps.map(({ name, roles, secrets, certificates, tokens, requestsPerSecond }) => ({
      name,
      roles,
      ...(secrets.length > 0 && { secrets }),
      ...(certificates.length > 0 && { certificates }),
      ...(tokens.length > 0 && { tokens }),
      ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    })),
    null,
    2,
  )}\n`;
