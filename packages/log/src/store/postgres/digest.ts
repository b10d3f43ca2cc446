// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';

/** What a text is looked up by: the first 16 bytes of its SHA-256. A text of PostgreSQL has no NUL, and one in an index less than 2,700 bytes. */
export const digestOf = (text: string): Buffer => hash('sha256', text, 'buffer').subarray(0, 16);
