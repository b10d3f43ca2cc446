// SPDX-License-Identifier: Apache-2.0
import { MAX_STEPS } from '@assay/core/pdp';
import type { Report } from '../finding.ts';
import { lengthOf, NO_LENGTHS, withLengths, type Lengths } from './length.ts';
import { partsOf, type Typed } from '../typed.ts';
import { weightOf } from './weight.ts';

/** Reports an expression that could take more work than the run time allows one decision; answers whether it is within that. */
export function reportCost(typed: Typed, report: Report): boolean {
  const steps = stepsOf(typed, NO_LENGTHS);
  if (steps <= MAX_STEPS) return true;
  report(
    'limit-exceeded',
    typed,
    `this expression could take ${steps.toLocaleString('en')} steps of work, more than the ${MAX_STEPS.toLocaleString('en')} of a decision`,
    'nest fewer macros, or give `maxItems` in the JSON Schema of the lists',
  );
  return false;
}

/** How many steps of work `typed` takes at most, texts taken for short: as the run time counts them (`eval/work.ts` of the core). */
function stepsOf(typed: Typed, lengths: Lengths): number {
  const sum = (parts: readonly Typed[], known: Lengths): number =>
    parts.reduce((total, part) => total + stepsOf(part, known), 0);
  if (typed.kind !== 'comprehension') {
    const own = typed.kind === 'apply' ? weightOf(typed, lengths) : 0;
    return own + sum(partsOf(typed), lengths);
  }
  const { range, init, condition, step, result } = typed;
  const inside = withLengths(typed, lengths);
  const each = 1 + ((countOf(condition) + countOf(step)) >> 3) + sum([condition, step], inside);
  return sum([range, init], lengths) + sum([result], inside) + lengthOf(range, lengths) * each;
}

const countOf = (typed: Typed): number => partsOf(typed).reduce((total, part) => total + countOf(part), 1);
