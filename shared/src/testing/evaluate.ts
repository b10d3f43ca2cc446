// SPDX-License-Identifier: Apache-2.0
import { frameOf } from '../pdp/eval/frame.ts';
import { MAX_STEPS } from '../pdp/eval/work.ts';
import { createBuilder } from '../pdp/eval/builder.ts';
import { EVAL_ERROR } from '../pdp/eval/tri.ts';
import { ALL_OPS } from '../pdp/ops/index.ts';
import type { DecisionTable, Ir } from '../pdp/table.ts';
import { requestOf } from './request-of.ts';

/** What `evaluate` yields where an expression cannot be evaluated. */
export { EVAL_ERROR };

/** The value of one expression, with values of the run time bound by name: outside of any policy. */
export function evaluate(...given: Parameters<typeof evaluateCharged>): unknown {
  return evaluateCharged(...given).value;
}

/** As `evaluate`, and how many steps of what a decision may take it took. */
export function evaluateCharged(
  ir: Ir,
  pools: Pick<DecisionTable, 'strings' | 'lists' | 'slots'>,
  bound: Readonly<Record<string, unknown>>,
): { readonly value: unknown; readonly steps: number } {
  const table = { ...pools, variables: [], exprs: [ir] } as unknown as DecisionTable; // sound: a builder looks at nothing else
  const value = createBuilder(table, ALL_OPS).value(ir);
  const frame = frameOf(requestOf(), {}, bound);
  return { value: value(frame), steps: MAX_STEPS - frame.steps };
}
