// SPDX-License-Identifier: Apache-2.0
import type { Entry, StoredEntry } from '../entry/entry.ts';
import type { Frontier } from '../tree/frontier.ts';
import type { PageRequest, Question, Tally } from './question.ts';

/** What became of an entry: new; there already, word for word; the same decision by another attempt (a `repeat` was written); or another one under the same key, which was not written. */
export type Appended = 'stored' | 'known' | 'repeated' | 'conflict';

export interface Page {
  readonly entries: readonly StoredEntry[];
  /** Absent at the end. */
  readonly next?: string;
}

/** A leaf of the tree. */
export interface Leaf {
  readonly position: number;
  readonly hash: Uint8Array;
  readonly key: string;
}

/** A signed checkpoint, and the tree's edge at its size. */
export interface StoredCheckpoint {
  readonly size: number;
  /** The signed note (C2SP tlog-checkpoint). */
  readonly note: string;
  readonly frontier: Frontier;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A policy set as it decided. */
export interface ArchivedPolicy {
  readonly digest: string;
  readonly project: string;
  /** The artefact: digest and table, as JSON. */
  readonly table: string;
  /** The files of the project, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Of the version control, where there is one. */
  readonly revision?: string;
  /** Each time it was built or loaded, in the order of time. */
  readonly uses: readonly PolicyUse[];
}

export interface PolicyUse {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly what: 'built' | 'loaded';
  readonly by: string;
}

/** Entries of one day (UTC). */
export interface Partition {
  /** `2026-11-21` */
  readonly day: string;
  readonly entries: number;
}

/**
 * A store of the log. Each passes the same suite (`testing/store-suite.ts`). Methods reject with an AssayError: ERR_STORE_OPEN, ERR_STORE_VERSION, ERR_STORE_LOCKED,
 * ERR_STORE_FULL, ERR_STORE_READ, ERR_SINK_WRITE.
 */
export interface LogStore {
  readonly name: string;
  /** Where it is, for people; no secret is in it. */
  readonly place: string;
  /** Writes all of them, durably, and says what became of each. Where it rejects, some may be written (in DynamoDB) or none: the same batch may come again. */
  append(entries: readonly Entry[]): Promise<readonly Appended[]>;
  page(question: Question, request: PageRequest): Promise<Page>;
  /** How often each shape was met, in buckets of so many milliseconds where asked. */
  tally(question: Question, bucketMs?: number): Promise<readonly Tally[]>;
  /** The entries of a decision by its id: one, or two where what was permitted was refused after all. */
  read(id: string): Promise<readonly StoredEntry[]>;
  /** Everything that is in the tree from a position on, in its order. Entries that were dropped are left out. */
  entries(from: number): AsyncIterable<StoredEntry>;

  /** Puts what is not in the tree yet into it, and returns its size. */
  sequence(): Promise<number>;
  /** Of the tree, from `from` up to but without `to`, in order: one for each position. */
  leaves(from: number, to: number): AsyncIterable<Leaf>;
  /** In the order of their sizes. */
  checkpoints(): Promise<readonly StoredCheckpoint[]>;
  addCheckpoint(checkpoint: StoredCheckpoint): Promise<void>;

  /** Remembers a policy set, or one more use of it. */
  archivePolicy(policy: ArchivedPolicy): Promise<void>;
  policies(): Promise<readonly Omit<ArchivedPolicy, 'table' | 'files'>[]>;
  policy(digest: string): Promise<ArchivedPolicy | undefined>;

  /** Takes the openings and the subject away from the entries of these keys, for good. */
  erase(keys: readonly string[]): Promise<void>;
  partitions(): Promise<readonly Partition[]>;
  /** The entries of a partition. Absent where a partition is what lies between two midnights, by the entries' times. */
  readonly partition?: (day: string) => AsyncIterable<StoredEntry>;
  /** Drops the entries of a day, or none where they are not as many as `expected`; the leaves stay. Returns how many it dropped. */
  dropPartition(day: string, expected?: number): Promise<number>;
  close(): Promise<void>;
}
