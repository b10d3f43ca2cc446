// SPDX-License-Identifier: Apache-2.0
import type { Platform } from './host.ts';

/** A key of HS256 has at least as many bytes as the hash (RFC 7518 section 3.2); a shorter one can be guessed from one token. */
const MIN_LENGTH = 32;

/** The secret that both the Action and the page sign with; one of fewer than 32 characters is none. */
export function signingSecret(secrets: Platform['secrets'], name: string): string | undefined {
  const secret = secrets(name);
  return secret !== undefined && secret.length >= MIN_LENGTH ? secret : undefined;
}
