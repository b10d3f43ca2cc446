// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { parseObject } from '../parse-object.ts';
import { fromBase64 } from '../tree/base64.ts';
import { openCheckpoint, type Checkpoint } from '../tree/checkpoint.ts';
import { leafHash } from '../tree/hashes.ts';
import type { Verifier } from '../tree/note.ts';
import { isConsistent, isIncluded } from '../tree/verify-proof.ts';
import type { ConsistencyDocument, InclusionDocument, Opening, ProofDocument, ProvenEntry } from './document.ts';

/** What a proof proves. */
export type Proven =
  | { readonly proves: 'inclusion'; readonly checkpoint: Checkpoint; readonly entries: readonly Told[] }
  | { readonly proves: 'consistency'; readonly before: Checkpoint; readonly checkpoint: Checkpoint };

/** An entry that is in the log. */
export interface Told {
  readonly index: number;
  /** The content, as JSON; what it commits to is not in it. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly disclosed: readonly { readonly pointer: string; readonly json: string }[];
  /** How much it commits to that is not disclosed. */
  readonly undisclosed: number;
}

export type CheckedProof =
  { readonly proven: Proven; readonly problem?: undefined } | { readonly problem: string; readonly proven?: undefined };

/** Whether a proof holds under the key of a verifier. Never throws. */
export const checkProof = (document: ProofDocument, verifier: Verifier): CheckedProof =>
  document.proves === 'inclusion' ? checkInclusion(document, verifier) : checkConsistency(document, verifier);

function checkInclusion(document: InclusionDocument, verifier: Verifier): CheckedProof {
  const checkpoint = openCheckpoint(document.checkpoint, verifier);
  if (checkpoint === undefined) return unsigned('/checkpoint');
  const entries: Told[] = [];
  for (const [at, entry] of document.entries.entries()) {
    const where = `/entries/${at}`;
    const isThere = isIncluded({
      leaf: leafHash(entry.body),
      index: entry.index,
      ...checkpoint,
      path: hashesOf(entry.path),
    });
    if (!isThere) return { problem: `${where}: this body is not entry ${entry.index} of the log that was signed` };
    const told = tell(entry);
    if (typeof told === 'string') return { problem: `${where}${told}` };
    entries.push(told);
  }
  return { proven: { proves: 'inclusion', checkpoint, entries } };
}

function checkConsistency(document: ConsistencyDocument, verifier: Verifier): CheckedProof {
  const before = openCheckpoint(document.before, verifier);
  if (before === undefined) return unsigned('/before');
  const checkpoint = openCheckpoint(document.checkpoint, verifier);
  if (checkpoint === undefined) return unsigned('/checkpoint');
  if (!isConsistent({ before, after: checkpoint, path: hashesOf(document.path) }))
    return { problem: `the log of ${checkpoint.size} entries is not shown to begin with that of ${before.size}` };
  return { proven: { proves: 'consistency', before, checkpoint } };
}

const unsigned = (where: string): CheckedProof => ({
  problem: `${where}: this key has not signed it as a checkpoint of its log`,
});

/** A text says what is wrong. */
function tell({ body, disclosed, index }: ProvenEntry): Told | string {
  const content = parseObject(body);
  if (content === undefined) return '/body: expected a JSON object';
  const opened = Object.entries(disclosed);
  for (const [pointer, opening] of opened) {
    const problem = checkOpening(valueAt(content['record'], pointer), opening);
    if (problem !== undefined) return `/disclosed: ${JSON.stringify(pointer.slice(0, 200))} ${problem}`;
  }
  return {
    index,
    content,
    disclosed: opened.map(([pointer, { json }]) => ({ pointer, json })),
    undisclosed: Math.max(0, commitmentsIn(body) - opened.length),
  };
}

function checkOpening(there: unknown, { salt, json }: Opening): string | undefined {
  const committed = isObject(there) && Object.keys(there).length === 1 ? there['$committed'] : undefined;
  if (typeof committed !== 'string') return 'is nothing the entry commits to';
  if (hash('sha256', salt + json, 'base64url') !== committed) return 'is not what the entry commits to';
  try {
    JSON.parse(json);
    return undefined;
  } catch {
    return 'is not JSON';
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What lies at a pointer of names and numbers; undefined where there is nothing. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const step of pointer.split('/').slice(1)) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

const MARK = '{"$committed":"';

/** How often a body commits to something. In a text of JSON the mark is nothing else: the quotes of a string are escaped. */
export function commitmentsIn(body: string): number {
  let count = 0;
  for (let at = body.indexOf(MARK); at >= 0; at = body.indexOf(MARK, at + MARK.length)) count++;
  return count;
}

const hashesOf = (path: readonly string[]): readonly Buffer[] =>
  path.map((text) => fromBase64(text) ?? Buffer.alloc(0));
