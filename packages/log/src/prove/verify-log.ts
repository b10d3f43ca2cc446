// SPDX-License-Identifier: Apache-2.0
import type { Content, StoredEntry } from '../entry/entry.ts';
import type { LogStore } from '../store/log-store.ts';
import { leafHash } from '../tree/hashes.ts';
import type { Verifier } from '../tree/note.ts';
import { expectedRoots } from './check-checkpoints.ts';
import { createDroppedChecks, type DroppedChecks } from './check-dropped.ts';
import { checkEntry } from './check-entry.ts';
import { createTreeChecks, type TreeChecks } from './check-tree.ts';
import { createWriterChecks } from './check-writers.ts';
import { createFindings, type Findings, type LogFinding, type LogFindingCode } from './findings.ts';
import { isQuicklyRight } from './quick-check.ts';

export interface VerifyOptions {
  /** Told of every thousandth entry; `total` is how many there were at the beginning. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Notes of checkpoints that somebody else has kept. */
  readonly elsewhere?: readonly string[];
}

/** What became of a verification. */
export interface LogReport {
  /** Whether nothing was found that is an error. */
  readonly ok: boolean;
  /** Leaves of the tree. */
  readonly size: number;
  /** How many of them, from the first on, the last checkpoint that holds covers. */
  readonly signed: number;
  readonly entries: number;
  readonly decisions: number;
  /** Entries some of whose personal data was erased. */
  readonly erased: number;
  readonly dropped: number;
  /** Records that writers said were lost, and that are not there. */
  readonly lost: number;
  readonly notInTree: number;
  /** Those that hold. */
  readonly checkpoints: number;
  readonly writers: number;
  /** The worst first; at most a hundred of each code. */
  readonly findings: readonly LogFinding[];
  readonly counts: Readonly<Partial<Record<LogFindingCode, number>>>;
}

const PROGRESS_EVERY = 1000;

/**
 * Checks all of a log: every leaf again from its body, every checkpoint against the leaves, every opening against its commitment, every number of every writer. It reads
 * only, once, and keeps nothing but what is known of each writer. It never throws for what it finds; it rejects as the store does.
 */
export async function verifyLog(
  store: LogStore,
  verifiers: readonly Verifier[],
  { onProgress, elsewhere = [] }: VerifyOptions = {},
): Promise<LogReport> {
  const findings = createFindings();
  const expected = expectedRoots(await store.checkpoints(), elsewhere, verifiers, findings);
  const total = (await store.partitions()).reduce((sum, { entries }) => sum + entries, 0);
  const tree = createTreeChecks(expected, findings);
  const writers = createWriterChecks(findings);
  const dropped = createDroppedChecks(findings);
  const last = expected.at(-1)?.size ?? 0;
  const count = { entries: 0, decisions: 0, erased: 0 };

  for await (const entry of store.entries(0)) {
    const isInOrder = await reach(entry, { store, tree, dropped, findings });
    count.entries++;
    if (count.entries % PROGRESS_EVERY === 0) onProgress?.(count.entries, total);
    if (!isInOrder) continue;
    const isCovered = tree.size() < last;
    const leaf = leafHash(entry.body);
    // the checkpoint says so too, of all that was signed with it; the entry alone says which
    if (!Buffer.from(leaf).equals(entry.leaf))
      findings.add('entry-changed', `entry \`${entry.key}\` is not what was hashed when it was written`, {
        key: entry.key,
        ...(entry.position !== undefined && { position: entry.position }),
      });
    tree.add(leaf);
    if (isCovered && isQuicklyRight(entry)) {
      count.decisions++;
      writers.add(entry, entry);
      continue;
    }
    const checked = checkEntry(entry, findings);
    if (checked === undefined) continue;
    if (checked.content.kind === 'decision') count.decisions++;
    if (checked.erased > 0) count.erased++;
    writers.add(entry, checked.content);
    tell(checked.content, entry, { writers, dropped, findings });
  }
  if (last > tree.size()) await readLeaves(last, { store, tree, dropped, findings });
  onProgress?.(count.entries, Math.max(total, count.entries));

  const { checkpoints, signed } = tree.finish();
  const drops = dropped.finish();
  const known = writers.finish(drops.dropped > 0);
  const notInTree = Math.max(0, total - count.entries);
  if (notInTree > 0) findings.add('not-in-tree', `${notInTree} entries are not in the tree yet`);
  const size = tree.size();
  if (signed < size)
    findings.add('unsigned', `the last ${size - signed} of ${size} entries are not under a checkpoint that holds`, {
      position: signed,
    });
  const listed = findings.listed();
  return {
    ok: listed.every(({ severity }) => severity !== 'error'),
    size,
    signed,
    ...count,
    dropped: drops.dropped,
    lost: known.lost,
    notInTree,
    checkpoints,
    writers: known.writers,
    findings: listed,
    counts: findings.counts(),
  };
}

interface Reaching {
  readonly store: LogStore;
  readonly tree: TreeChecks;
  readonly dropped: DroppedChecks;
  readonly findings: Findings;
}

/** Brings the tree to where an entry is; false where it is there or past it already. */
async function reach({ position, key }: StoredEntry, context: Reaching): Promise<boolean> {
  const { tree, findings } = context;
  const at = position ?? -1;
  if (at > tree.size()) {
    await readLeaves(at, context);
    skip(at, context);
  }
  if (at === tree.size()) return true;
  findings.add('entry-twice', `entry \`${key}\` is at ${at}, and the tree has ${tree.size()} leaves before it`, {
    position: at,
    key,
  });
  return false;
}

/** A position may be anything: where so many leaves are missing in a row, the rest is not looked for. */
const STEP = 10_000;

/** Leaves without entries: those that were dropped; others, before the last, are missing. */
async function readLeaves(to: number, { store, tree, dropped, findings }: Reaching): Promise<void> {
  for (let isThere = true; isThere && tree.size() < to;) {
    isThere = false;
    for await (const { position, hash, key } of store.leaves(tree.size(), Math.min(to, tree.size() + STEP))) {
      if (position < tree.size()) continue;
      skip(position, { tree, findings });
      dropped.addLeaf(key, position);
      tree.add(hash);
      isThere = true;
    }
  }
}

function skip(to: number, { tree, findings }: Pick<Reaching, 'tree' | 'findings'>): void {
  const from = tree.size();
  if (from >= to) return;
  const message = to - from === 1 ? `entry ${from} is missing` : `entries ${from} to ${to - 1} are missing`;
  findings.add('entry-missing', message, { position: from });
  tree.skip(to);
}

interface Telling {
  readonly writers: ReturnType<typeof createWriterChecks>;
  readonly dropped: DroppedChecks;
  readonly findings: Findings;
}

/** What entries say that are no decisions. */
function tell(content: Content, { position, key }: StoredEntry, { writers, dropped, findings }: Telling): void {
  const at = { key, ...(position !== undefined && { position }) };
  if (content.kind === 'loss') {
    const { lost } = content;
    if (isLost(lost)) writers.addLoss(lost);
    else findings.add('entry-unreadable', `entry \`${key}\` does not say what was lost`, at);
  } else if (content.kind === 'retention') dropped.addRetention(content, position);
  else if (content.kind === 'erasure')
    findings.add('erasure', `personal data of ${content.entries} entries was erased by \`${content.by}\``, at);
}

/** A hostile entry may say anything. */
function isLost(lost: unknown): boolean {
  if (typeof lost !== 'object' || lost === null) return false;
  const { writer, from, to } = lost as { readonly writer?: unknown; readonly from?: unknown; readonly to?: unknown }; // sound: an object
  return (
    typeof writer === 'string' &&
    Number.isSafeInteger(from) &&
    Number.isSafeInteger(to) &&
    Number(from) >= 0 &&
    Number(from) <= Number(to)
  );
}
