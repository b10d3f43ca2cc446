// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '@assay/core/errors';
import type { StoredEntry } from '../entry/entry.ts';
import { checkProof } from '../proof/check-proof.ts';
import {
  PROOF_VERSION,
  type ConsistencyDocument,
  type InclusionDocument,
  type Opening,
  type ProvenEntry,
} from '../proof/document.ts';
import type { LogStore } from '../store/log-store.ts';
import { openCheckpoint, type Checkpoint } from '../tree/checkpoint.ts';
import type { Verifier } from '../tree/note.ts';
import { proveConsistency as consistencyPath, proveInclusion, type ReadLeaves } from '../tree/prove.ts';

export interface ProveOptions {
  /** Pointers into the record: what lies there or below is told; all of it, where absent. */
  readonly disclose?: readonly string[];
}

/**
 * The proof that what a decision came to is in the log of its last checkpoint. One pass over the leaves. Rejects with ERR_LOG_NOT_FOUND for an id or a pointer there is
 * not, and with ERR_LOG_PROOF where no checkpoint covers it, or the log is not what was signed.
 */
export async function proveEntry(
  store: LogStore,
  verifier: Verifier,
  id: string,
  { disclose }: ProveOptions = {},
): Promise<InclusionDocument> {
  const found = await store.read(id);
  if (found.length === 0) throw new AssayError('ERR_LOG_NOT_FOUND', `the log has no decision \`${id}\``);
  const { note, checkpoint } = await lastSigned(store, verifier);
  if (!found.every((entry) => isWithin(entry, checkpoint.size)))
    throw new AssayError('ERR_LOG_PROOF', `no checkpoint covers \`${id}\` yet: \`assay log seal\` signs one`);
  const entries: ProvenEntry[] = [];
  for (const entry of found) entries.push(await prove(store, checkpoint.size, entry, disclose));
  for (const pointer of disclose ?? [])
    if (!entries.some(({ disclosed }) => Object.keys(disclosed).some((of) => isBelow(of, pointer))))
      throw new AssayError(
        'ERR_LOG_NOT_FOUND',
        `decision \`${id}\` has nothing at \`${pointer}\` that could be disclosed`,
      );
  const document: InclusionDocument = {
    version: PROOF_VERSION,
    proves: 'inclusion',
    signer: verifier.name,
    checkpoint: note,
    entries,
  };
  requireHolding(document, verifier);
  return document;
}

/** Whether the last checkpoint the verifier's signer signed covers all that a decision came to; of one there is not there is nothing to cover. */
export async function isCovered(store: LogStore, verifier: Verifier, id: string): Promise<boolean> {
  const size = (await findSigned(store, verifier))?.checkpoint.size ?? 0;
  return (await store.read(id)).every((entry) => isWithin(entry, size));
}

const isWithin = ({ position }: StoredEntry, size: number): boolean => position !== undefined && position < size;

/** The proof that the log has only grown since it had `before` entries, at a checkpoint of that size. Rejects as `proveEntry` does. */
export async function proveConsistency(
  store: LogStore,
  verifier: Verifier,
  before: number,
): Promise<ConsistencyDocument> {
  const earlier = (await store.checkpoints()).find(
    ({ size, note }) => size === before && openCheckpoint(note, verifier),
  );
  if (earlier === undefined)
    throw new AssayError('ERR_LOG_NOT_FOUND', `the log has no checkpoint of ${before} entries by this key`);
  const { note, checkpoint } = await lastSigned(store, verifier);
  const path = await consistencyPath(leavesOf(store), before, checkpoint.size);
  const document: ConsistencyDocument = {
    version: PROOF_VERSION,
    proves: 'consistency',
    signer: verifier.name,
    before: earlier.note,
    checkpoint: note,
    path: path.map(toBase64),
  };
  requireHolding(document, verifier);
  return document;
}

/** The last checkpoint the verifier's signer signed. Rejects with ERR_LOG_PROOF where there is none. */
export async function lastSigned(store: LogStore, verifier: Verifier): Promise<Signed> {
  const last = await findSigned(store, verifier);
  if (last === undefined)
    throw new AssayError('ERR_LOG_PROOF', 'the log has no checkpoint by this key: `assay log seal` signs one');
  return last;
}

interface Signed {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

async function findSigned(store: LogStore, verifier: Verifier): Promise<Signed | undefined> {
  for (const { note } of (await store.checkpoints()).toReversed()) {
    const checkpoint = openCheckpoint(note, verifier);
    if (checkpoint !== undefined) return { note, checkpoint };
  }
  return undefined;
}

const leavesOf =
  (store: LogStore): ReadLeaves =>
  (from, to) =>
    store.leaves(from, to);

async function prove(
  store: LogStore,
  size: number,
  entry: StoredEntry,
  disclose: readonly string[] | undefined,
): Promise<ProvenEntry> {
  const index = entry.position!; // sound: the caller has seen that it is there
  const path = await proveInclusion(leavesOf(store), index, size);
  return { body: entry.body, disclosed: disclosedOf(entry, disclose), index, path: path.map(toBase64) };
}

function disclosedOf(
  { openings }: StoredEntry,
  disclose: readonly string[] | undefined,
): Readonly<Record<string, Opening>> {
  const all = Object.entries(JSON.parse(openings) as Readonly<Record<string, readonly [string, unknown]>>); // sound: an entry of ours
  return Object.fromEntries(
    all
      .filter(([at]) => disclose?.some((pointer) => isBelow(at, pointer)) ?? true)
      .map(([at, [salt, value]]) => [at, { salt, json: JSON.stringify(value) }]),
  );
}

const isBelow = (at: string, pointer: string): boolean => at === pointer || at.startsWith(`${pointer}/`);

/** What we hand out holds, or is not handed out. */
function requireHolding(document: InclusionDocument | ConsistencyDocument, verifier: Verifier): void {
  const { problem } = checkProof(document, verifier);
  if (problem !== undefined) throw new AssayError('ERR_LOG_PROOF', `the log is not what was signed: ${problem}`);
}

const toBase64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');
