// SPDX-License-Identifier: Apache-2.0
import { MAX_STEPS } from '../pdp/eval/frame.ts';
import { createBuilder } from '../pdp/eval/builder.ts';
import { EVAL_ERROR } from '../pdp/eval/tri.ts';
import { ALL_OPS } from '../pdp/ops/index.ts';
import type { DecisionTable, Ir } from '../pdp/table.ts';
import { requestOf } from './request-of.ts';

/** What `evaluate` yields where an expression cannot be evaluated. */
export { EVAL_ERROR };

/** The value of one expression, with values of the run time bound by name: outside of any policy. */
export function evaluate(
  ir: Ir,
  pools: Pick<DecisionTable, 'strings' | 'lists' | 'slots'>,
  bound: Readonly<Record<string, unknown>>,
): unknown {
  const table = { ...pools, variables: [], exprs: [ir] } as unknown as DecisionTable; // sound: a builder looks at nothing else
  const value = createBuilder(table, ALL_OPS).value(ir);
  return value({
    request: requestOf(),
    attributes: {},
    bound,
    slots: [],
    variables: [],
    trace: [],
    locals: [],
    steps: MAX_STEPS,
  });
}
