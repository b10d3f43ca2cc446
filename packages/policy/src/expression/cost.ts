// SPDX-License-Identifier: Apache-2.0
import { EVENT_BOUNDS } from '@assay/core/model';
import type { Report } from './finding.ts';
import { partsOf, type Typed } from './typed.ts';

/** How many items the macros of one expression may go over, nested ones multiplied: what the run time allows one decision. */
const MAX_ITEMS = 1_000_000;

/** Reports an expression whose macros could go over more items than a hook has time for. */
export function reportCost(typed: Typed, report: Report): void {
  const items = itemsOf(typed);
  if (items <= MAX_ITEMS) return;
  report(
    'limit-exceeded',
    typed,
    `the macros of this expression could go over ${items.toLocaleString('en')} items, more than ${MAX_ITEMS.toLocaleString('en')}`,
    'nest fewer of them, or give `maxItems` in the JSON Schema of the lists',
  );
}

/** How many items the macros in `typed` go over at most. */
function itemsOf(typed: Typed): number {
  if (typed.kind !== 'comprehension') return sum(partsOf(typed));
  const { range, init, condition, step, result } = typed;
  return sum([range, init, result]) + lengthOf(range) * (1 + sum([condition, step]));
}

const sum = (parts: readonly Typed[]): number => parts.reduce((total, part) => total + itemsOf(part), 0);

/** How many items a list or map has at most: as written, as its schema says, or as many as a list of a request may have. */
function lengthOf(range: Typed): number {
  if (range.kind === 'list') return range.items.length;
  if (range.kind === 'map') return range.entries.length;
  const declared = range.type.kind === 'list' ? range.type.maxItems : undefined;
  return declared ?? EVENT_BOUNDS.listLength;
}
