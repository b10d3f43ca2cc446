// SPDX-License-Identifier: Apache-2.0
import type { Tri } from './eval/tri.ts';

/** One evaluation of one rule. `conjunct` is the one that failed or erred; 0 for a rule that held. */
export interface TraceEntry {
  readonly rule: number;
  readonly result: 'no' | 'yes' | 'error';
  readonly conjunct: number;
}

/** A rule may have this many conjuncts; the loader refuses more. */
export const MAX_CONJUNCTS = 256;

const RESULTS = ['no', 'yes', 'error'] as const;
const STATES = 4;

/** One number per evaluation: rule, conjunct and result; small enough to stay an integer for two million rules. */
export function traceCode(rule: number, conjunct: number, result: Tri): number {
  return (rule * MAX_CONJUNCTS + conjunct) * STATES + result;
}

/** So many evaluations are traced. The last code of a longer trace says that it was cut: none of an evaluation is the same. */
export const MAX_TRACE = 16_384;
export const CUT = 3;

export const isCut = (trace: readonly number[]): boolean => trace.at(-1) === CUT;

/** The evaluations behind the trace of a decision, in order; of one that was cut, those before. */
export function readTrace(trace: readonly number[]): readonly TraceEntry[] {
  return (isCut(trace) ? trace.slice(0, -1) : trace).map((code) => {
    const place = Math.floor(code / STATES);
    return {
      rule: Math.floor(place / MAX_CONJUNCTS),
      conjunct: place % MAX_CONJUNCTS,
      result: RESULTS[code % STATES] ?? 'error',
    };
  });
}
