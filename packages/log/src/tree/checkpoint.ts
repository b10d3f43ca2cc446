// SPDX-License-Identifier: Apache-2.0
import { fromBase64 } from './base64.ts';
import type { Verifier } from './note.ts';

/** What a checkpoint says: of which log, how large its tree is, and the root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text that is signed. It ends with a line break. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;

/** The checkpoint of a signed note; undefined where the verifier's signer has not signed it, it is no checkpoint, or it is of another log. */
export function openCheckpoint(note: string, verifier: Verifier): Checkpoint | undefined {
  const text = verifier.open(note);
  const checkpoint = text === undefined ? undefined : parseCheckpoint(text);
  return checkpoint?.origin === verifier.name ? checkpoint : undefined;
}

/** A checkpoint by its text, whoever signed it. Lines after the third are extensions, and passed over; none may be empty. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', base64 = '', ...rest] = text.split('\n');
  const root = fromBase64(base64);
  if (origin === '' || !SIZE.test(size) || root?.length !== 32) return undefined;
  if (rest.pop() !== '' || rest.includes('')) return undefined;
  return { origin, size: Number(size), root };
}

/** Without a leading zero, and below 2^53. */
const SIZE = /^(?:0|[1-9]\d{0,14})$/;
