// SPDX-License-Identifier: Apache-2.0
import { hash, randomFillSync } from 'node:crypto';

/** What stands for personal data in the body of an entry: SHA-256 over the salt and the JSON of the value, in base64url. */
export interface Commitment {
  readonly $committed: string;
}

/** The commitment of a value by its JSON text. The salt has a fixed length, so the two cannot be confused. */
export const commitmentOf = (salt: string, valueText: string): string => hash('sha256', salt + valueText, 'base64url');

/** Whether `value` is a commitment, and nothing else. */
export function isCommitment(value: unknown): value is Commitment {
  if (typeof value !== 'object' || value === null) return false;
  const names = Object.keys(value);
  return names.length === 1 && names[0] === '$committed' && typeof (value as Commitment).$committed === 'string'; // sound: it has the member
}

const SALT_BYTES = 16;
/** Chance is asked for in larger pieces: one call for each salt would cost more than its hash. */
const pool = Buffer.alloc(256 * SALT_BYTES);
let used = pool.length;

/** 128 bits of chance, as 22 characters of base64url. */
export function newSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += SALT_BYTES;
  return pool.toString('base64url', used - SALT_BYTES, used);
}
