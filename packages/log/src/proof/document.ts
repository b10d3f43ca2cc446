// SPDX-License-Identifier: Apache-2.0

export const PROOF_VERSION = 1;

/** What somebody is given to check, with nothing of ours but the published verifier. Published as `schemas/log-proof.schema.json`. */
export type ProofDocument = InclusionDocument | ConsistencyDocument;

/** That entries are in the log of a checkpoint, and what they say. */
export interface InclusionDocument {
  readonly version: typeof PROOF_VERSION;
  readonly proves: 'inclusion';
  /** The name of the verifier key it is checked with. */
  readonly signer: string;
  /** The signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
  readonly entries: readonly ProvenEntry[];
}

export interface ProvenEntry {
  /** The text that is hashed as the leaf. */
  readonly body: string;
  /** By pointer into the record: what is told of what the body commits to. */
  readonly disclosed: Readonly<Record<string, Opening>>;
  /** The leaf it is, from 0. */
  readonly index: number;
  /** Hashes on the way to the root (RFC 6962 section 2.1.1), in base64. */
  readonly path: readonly string[];
}

/** What a commitment was made of: base64url of SHA-256 over the salt and the JSON text. */
export interface Opening {
  readonly salt: string;
  /** JSON, to the byte. */
  readonly json: string;
}

/** That a log has only grown from one checkpoint to the other. */
export interface ConsistencyDocument {
  readonly version: typeof PROOF_VERSION;
  readonly proves: 'consistency';
  readonly signer: string;
  /** The earlier note. */
  readonly before: string;
  readonly checkpoint: string;
  /** RFC 6962 section 2.1.2, in base64. */
  readonly path: readonly string[];
}
