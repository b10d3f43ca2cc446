// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import type { Content, DecisionContent } from '../entry/entry.ts';
import { entryOf } from '../entry/make-entry.ts';
import type { LogStore } from '../store/log-store.ts';
import { createSigner, createVerifier, type Signer, type Verifier } from '../tree/note.ts';
import { seal } from '../tree/seal.ts';
import { recordOf, TEST_START, type RecordPart } from './record-of.ts';

/** The name of the log of tests. */
export const TEST_LOG = 'log.example.com/payments';

/** A signer with a key of its own, and its verifier. */
export function testSigner(name: string = TEST_LOG): { readonly signer: Signer; readonly verifier: Verifier } {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string; // sound: a PEM is text
  const signer = createSigner(name, pem);
  return { signer, verifier: createVerifier(signer.verifierKey) };
}

/** One decision, of `w1` and numbered as it is counted, where nothing else is said. */
export const decisionOf = (part: RecordPart, seq: number = part.n, writer = 'w1'): DecisionContent => ({
  kind: 'decision',
  writer,
  seq,
  record: recordOf(part),
});

/** Decisions `from` up to but without `to`. */
export const decisionsOf = (from: number, to: number): readonly DecisionContent[] =>
  Array.from({ length: to - from }, (_, at) => decisionOf({ n: from + at, subject: `user-${(from + at) % 7}` }));

/** Appends, and signs a checkpoint. */
export async function appendAndSeal(store: LogStore, signer: Signer, contents: readonly Content[]): Promise<string> {
  await store.append(contents.map((content) => entryOf(content)));
  return (await seal(store, signer, () => TEST_START)).note;
}
