// SPDX-License-Identifier: Apache-2.0
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

/** The checkpoint of a signed note; undefined where the verifier's signer has not signed it, or it is no checkpoint. */
export function openCheckpoint(note: string, verifier: Verifier): Checkpoint | undefined {
  const text = verifier.open(note);
  return text === undefined ? undefined : parseCheckpoint(text);
}

/** A checkpoint by its text, whoever signed it. Further lines are extensions, and passed over. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin, size, root] = text.split('\n');
  const bytes = Buffer.from(root ?? '', 'base64');
  if (!origin || !/^(?:0|[1-9]\d{0,14})$/.test(size ?? '') || bytes.length !== 32) return undefined;
  return { origin, size: Number(size), root: bytes };
}
