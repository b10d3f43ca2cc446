// SPDX-License-Identifier: Apache-2.0
import type { DecisionRecord } from '@assay/core/log';
import type { Shape } from './shape.ts';

/** What an entry of the log says; see each interface. */
export const KINDS = ['decision', 'loss', 'repeat', 'erasure', 'retention'] as const;
export type Kind = (typeof KINDS)[number];

/** Who wrote an entry, and the how-manieth of that writer it is, from 0: a number that is missing was lost. */
export interface Numbered {
  readonly writer: string;
  readonly seq: number;
}

/** The writer of what says no writer: an older version wrote it, or a platform collected it. Its numbers mean nothing. */
export const UNNUMBERED = 'unnumbered';

/** One decision. */
export interface DecisionContent extends Numbered {
  readonly kind: 'decision';
  readonly record: DecisionRecord;
}

/** Records `from` to `to` (both included) of a writer that will never come, and why. */
export interface LossContent extends Numbered {
  readonly kind: 'loss';
  /** RFC 3339: when it was noticed. */
  readonly time: string;
  readonly lost: { readonly writer: string; readonly from: number; readonly to: number };
  /** A code of ours; never the text of an error. */
  readonly reason: string;
}

/** The same decision, written again by an attempt of its own: a platform that asks twice with one event. */
export interface RepeatContent extends Numbered {
  readonly kind: 'repeat';
  readonly time: string;
  /** The key of the entry it repeats. */
  readonly of: string;
}

/** Somebody's personal data was erased: how many entries, on whose order. Who it was is not said. */
export interface ErasureContent extends Numbered {
  readonly kind: 'erasure';
  readonly time: string;
  readonly entries: number;
  readonly by: string;
}

/** A day whose entries were dropped after `days` of retention, and what they were exported as. */
export interface RetentionContent extends Numbered {
  readonly kind: 'retention';
  readonly time: string;
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly entries: number;
  readonly by: string;
  /** SHA-256 of the export, in hexadecimal; absent where it was dropped without. */
  readonly exported?: string;
}

export type Content = DecisionContent | LossContent | RepeatContent | ErasureContent | RetentionContent;

/** An entry as every store keeps it. */
export interface Entry extends Numbered {
  readonly kind: Kind;
  /** What makes it the same entry when it comes twice: of a decision its id and outcome. */
  readonly key: string;
  /** Milliseconds since 1970: when the attempt began. */
  readonly time: number;
  /** The subject's id, for looking up; absent where there is none, or it was erased. */
  readonly subject?: string;
  readonly shape: Shape;
  /** SHA-256 of the shape's text, the first 16 bytes in hexadecimal. */
  readonly shapeDigest: string;
  /** The JSON that is hashed into the tree: the content, with personal data as commitments. */
  readonly body: string;
  /** JSON: by pointer into the record, `[salt, value]` of each commitment that was not erased. */
  readonly openings: string;
  /** Hash of the body as a leaf (RFC 6962 section 2.1). */
  readonly leaf: Uint8Array;
}

/** An entry that was read. */
export interface StoredEntry extends Omit<Entry, 'shape' | 'shapeDigest'> {
  /** The leaf it is in the tree; absent until it is put there. */
  readonly position?: number;
}
