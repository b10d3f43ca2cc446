// SPDX-License-Identifier: Apache-2.0
import type { Shape } from '../entry/shape.ts';

/** What is asked of a log. */
export interface Question {
  /** Milliseconds since 1970; `since` is included, `until` is not. */
  readonly since?: number;
  readonly until?: number;
  readonly subject?: string;
  /** Every list has to be met by one of its terms (`entry/terms.ts`). */
  readonly terms?: readonly (readonly string[])[];
}

/** A part of an answer: at most `limit` entries, after what an earlier page ended with. */
export interface PageRequest {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
  /** `newest` first is the default. */
  readonly order?: 'newest' | 'oldest';
}

/** How often a shape was met, in a time. */
export interface Tally {
  readonly shape: Shape;
  readonly count: number;
  /** Milliseconds since 1970: of the first entry and the last. */
  readonly first: number;
  readonly last: number;
  /** The beginning of the bucket, in milliseconds since 1970; 0 where buckets were not asked for. */
  readonly bucket: number;
}
