// SPDX-License-Identifier: Apache-2.0
import { createHash, hash } from 'node:crypto';

/** The hash of a leaf by its text (RFC 6962 section 2.1): SHA-256 of a zero byte and the UTF-8 bytes. */
export const leafHash = (text: string): Uint8Array => hash('sha256', `\0${text}`, 'buffer');

const NODE = Buffer.from([1]);

/** The hash of a node of the tree by those of its children (RFC 6962 section 2.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** The root of a tree without a leaf. */
export const EMPTY_ROOT: Uint8Array = hash('sha256', '', 'buffer');
