// SPDX-License-Identifier: Apache-2.0
import type { CharSet } from './char-set.ts';

/** What has to be true of a place in the text, as bits; the matcher knows them by the same numbers (shared/src/pdp/ops/regex.ts). */
export const BEGIN_TEXT = 1;
export const END_TEXT = 2;
export const BEGIN_LINE = 4;
export const END_LINE = 8;
export const WORD_BOUNDARY = 16;
export const NO_WORD_BOUNDARY = 32;

/** A regular expression without what does not change whether it matches: groups, names, greediness. */
export type Node =
  | { readonly kind: 'chars'; readonly set: CharSet }
  | { readonly kind: 'place'; readonly is: number }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  /** `max` is undefined where there is no limit. */
  | { readonly kind: 'repeat'; readonly of: Node; readonly min: number; readonly max: number | undefined };

export const EMPTY: Node = { kind: 'sequence', parts: [] };

export const sequence = (parts: readonly Node[]): Node =>
  parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts };

/** One character of several sets is one set, which `join` makes of them. */
export function choice(parts: readonly Node[], join: (sets: readonly CharSet[]) => CharSet): Node {
  const sets = parts.flatMap((part) => (part.kind === 'chars' ? [part.set] : []));
  const others = parts.filter((part) => part.kind !== 'chars');
  const all: readonly Node[] = sets.length > 0 ? [{ kind: 'chars', set: join(sets) }, ...others] : others;
  return all.length === 1 && all[0] ? all[0] : { kind: 'choice', parts: all };
}
