// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../pdp/eval/op.ts';
import { MAX_STEPS } from '../pdp/eval/work.ts';
import { caller } from '../pdp/eval/pure.ts';
import { EVAL_ERROR } from '../pdp/eval/tri.ts';

/** What an operator of a family yields of these values, as it is called in an expression; `'error'` for an evaluation error. */
export function callOp(family: Iterable<readonly [string, Op]>, name: string, ...values: readonly unknown[]): unknown {
  const op = new Map(family).get(name);
  if (op === undefined || !('pure' in op)) throw new Error(`no function of values \`${name}\``);
  const result = caller(op)(values, { steps: MAX_STEPS });
  return result === EVAL_ERROR ? 'error' : result;
}
