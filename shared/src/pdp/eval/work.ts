// SPDX-License-Identifier: Apache-2.0
import type { Ir } from '../table.ts';

/** What pays for the work of a decision: its frame. INVARIANT: what is charged depends on the inputs alone, never on what a cache holds, so that a decision made again runs out at the same place. */
export interface Meter {
  /** What is left, each step about a tenth of a microsecond. Less than zero: nothing more is computed, and what would have to be is an error. */
  steps: number;
  /** The time zones named so far. */
  zones?: Set<string>;
}

/** What one decision may take: far more than any policy needs, and about a tenth of a second at most. The compiler refuses an expression that could need more by itself. */
export const MAX_STEPS = 1_000_000;

/** Charges for work about to be done. Throws RangeError where there is not enough left for it. */
export function spend(meter: Meter, work: number): void {
  if ((meter.steps -= work) < 0) throw new RangeError('too much work for one decision');
}

/** What there is of a value to go through, or to hold, in steps: of a text or bytes a 32nd, of a list a quarter, of anything else nothing. */
export function extentOf(value: unknown): number {
  if (typeof value === 'string') return value.length >> 5;
  if (typeof value !== 'object') return 0;
  return Array.isArray(value) ? value.length >> 2 : value instanceof Uint8Array ? value.length >> 5 : 0;
}

/** How many operators an expression is made of, by eighths: what it takes to evaluate it once, apart from what its operators charge themselves. */
export const eighthsOf = (...irs: readonly Ir[]): number => 1 + (irs.reduce((sum, ir) => sum + countOf(ir), 0) >> 3);

const countOf = (ir: unknown): number =>
  Array.isArray(ir) ? ir.reduce((sum: number, part) => sum + countOf(part), 1) : 0;
