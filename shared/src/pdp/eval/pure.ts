// SPDX-License-Identifier: Apache-2.0
import { KINDS } from '../values/kinds.ts';
import type { Value } from './frame.ts';
import type { PureOp } from './op.ts';
import { EVAL_ERROR } from './tri.ts';

/** The closure of a function of values. Those of one and of two operands, which is nearly all, make no list of them. */
export function applied(op: PureOp, operands: readonly Value[]): Value {
  const { pure } = op;
  const [first, second] = operands;
  const [isFirst, isSecond] = kindsOf(op);
  if (operands.length > 2 || !first || !isFirst) {
    const call = caller(op);
    return (frame) => call(operands.map((operand) => operand(frame)));
  }
  if (!second || !isSecond) {
    return (frame) => {
      const a = first(frame);
      if (!isFirst(a)) return EVAL_ERROR;
      try {
        return present(pure(a));
      } catch {
        return EVAL_ERROR;
      }
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (!isFirst(a) || !isSecond(b)) return EVAL_ERROR;
    try {
      return present(pure(a, b));
    } catch {
      return EVAL_ERROR;
    }
  };
}

/** A function of values that may be of any kind: one of another kind than it takes, a result that is undefined and anything thrown are errors. */
export function caller(op: PureOp): (values: readonly unknown[]) => unknown {
  const kinds = kindsOf(op);
  return (values) => {
    if (!values.every((value, i) => kinds[i]?.(value) === true)) return EVAL_ERROR;
    try {
      return present(op.pure(...values));
    } catch {
      return EVAL_ERROR;
    }
  };
}

const present = (result: unknown): unknown => (result === undefined ? EVAL_ERROR : result);

/** An error is of no kind. */
const kindsOf = ({ takes }: PureOp): readonly ((value: unknown) => boolean)[] =>
  Array.from(takes, (letter) => KINDS[letter] ?? (() => false));
