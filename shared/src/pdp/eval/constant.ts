// SPDX-License-Identifier: Apache-2.0
import type { IssuanceRequest } from '../../model/request.ts';
import type { DecisionTable, Ir } from '../table.ts';
import { createBuilder } from './builder.ts';
import { frameOf } from './frame.ts';
import type { Ops } from './op.ts';
import { EVAL_ERROR } from './tri.ts';

/**
 * The value of an expression that reads nothing, for a compiler to look at; undefined where it cannot be evaluated. Throws ERR_TABLE_INVALID where
 * it refers to what `pools` or `ops` do not hold.
 */
export function constantValue(ir: Ir, pools: Pick<DecisionTable, 'strings' | 'lists'>, ops: Ops): unknown {
  const table = { ...pools, slots: [], variables: [], exprs: [ir] } as unknown as DecisionTable; // sound: a builder looks at nothing else
  const frame = frameOf({} as IssuanceRequest, {}, {}); // sound: nothing reads the request
  const value = createBuilder(table, ops).value(ir)(frame);
  return value === EVAL_ERROR ? undefined : value;
}
