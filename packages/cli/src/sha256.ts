// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';

/** The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
