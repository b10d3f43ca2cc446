// SPDX-License-Identifier: Apache-2.0
import { KINDS } from '../values/kinds.ts';
import type { Value } from './frame.ts';
import type { PureOp } from './op.ts';
import { EVAL_ERROR } from './tri.ts';

/** The closure of a function of values. */
export function applied(op: PureOp, operands: readonly Value[]): Value {
  const call = caller(op);
  return (frame) => call(operands.map((operand) => operand(frame)));
}

/** A function of values that may be of any kind: one of another kind than it takes, a result that is undefined and anything thrown are errors. */
export function caller({ takes, pure }: PureOp): (values: readonly unknown[]) => unknown {
  const kinds = Array.from(takes, (letter) => (Object.hasOwn(KINDS, letter) ? KINDS[letter] : undefined));
  return (values) => {
    // an error is of no kind
    if (!values.every((value, i) => value !== EVAL_ERROR && kinds[i]?.(value) === true)) return EVAL_ERROR;
    try {
      const result = pure(...values);
      return result === undefined ? EVAL_ERROR : result;
    } catch {
      return EVAL_ERROR;
    }
  };
}
