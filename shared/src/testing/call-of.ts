// SPDX-License-Identifier: Apache-2.0
import type { Op } from '../pdp/eval/op.ts';
import { MAX_STEPS } from '../pdp/eval/work.ts';
import { caller } from '../pdp/eval/pure.ts';
import { EVAL_ERROR } from '../pdp/eval/tri.ts';

/** The functions of values among a family of operators, each called by its name; 'error' where it yields none. Throws for a name the family does not have. */
export function callOf(
  family: Iterable<readonly [string, Op]>,
): (name: string, ...values: readonly unknown[]) => unknown {
  const ops = new Map(family);
  return (name, ...values) => {
    const op = ops.get(name);
    if (op === undefined || !('pure' in op) || op.takes.length !== values.length)
      throw new Error(`no function \`${name}\` of ${values.length} values`);
    const found = caller(op)(values, { steps: MAX_STEPS });
    return found === EVAL_ERROR ? 'error' : found;
  };
}
