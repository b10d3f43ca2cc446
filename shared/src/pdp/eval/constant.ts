// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '../../model/request.ts';
import type { DecisionTable, Ir } from '../table.ts';
import { createBuilder } from './builder.ts';
import { MAX_RULES } from './frame.ts';
import type { Ops } from './op.ts';
import { EVAL_ERROR } from './tri.ts';
import { MAX_STEPS } from './work.ts';

/**
 * The value of an expression that reads nothing, for a compiler to look at; undefined where it cannot be evaluated. Throws ERR_TABLE_INVALID where
 * it refers to what `pools` or `ops` do not hold.
 */
export function constantValue(ir: Ir, pools: Pick<DecisionTable, 'strings' | 'lists'>, ops: Ops): unknown {
  const table = { ...pools, slots: [], variables: [], exprs: [ir] } as unknown as DecisionTable; // sound: a builder looks at nothing else
  const value = createBuilder(table, ops).value(ir)({
    request: {} as IssuanceRequest, // sound: nothing reads it
    attributes: {},
    bound: {},
    slots: [],
    variables: [],
    trace: [],
    locals: [],
    steps: MAX_STEPS,
    rules: MAX_RULES,
  });
  return value === EVAL_ERROR ? undefined : value;
}
