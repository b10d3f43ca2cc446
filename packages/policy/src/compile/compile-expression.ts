// SPDX-License-Identifier: Apache-2.0
import type { DecisionTable, Ir } from '@assay/core/pdp';
import { collapse } from '../expression/collapse.ts';
import { fold } from '../expression/fold.ts';
import type { Typed } from '../expression/typed.ts';
import { lower } from './lower.ts';
import { createPools } from './pools.ts';

/** One expression by itself: its prefix form, and the pools of a table that it refers to. */
export interface CompiledExpression extends Pick<DecisionTable, 'strings' | 'lists' | 'slots'> {
  readonly ir: Ir;
}

/** A checked expression as a table would have it. It must have no mistakes and read no variables. */
export function compileExpression(typed: Typed): CompiledExpression {
  const pools = createPools();
  const ir = lower(fold(collapse(typed)), pools, () => -1);
  return { ir, strings: pools.strings.items, lists: pools.lists.items, slots: pools.slots.items };
}
