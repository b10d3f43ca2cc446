// SPDX-License-Identifier: Apache-2.0
import { KINDS } from '../values/kinds.ts';
import type { Value } from './frame.ts';
import type { PureOp } from './op.ts';
import { EVAL_ERROR } from './tri.ts';
import { extentOf, type Meter } from './work.ts';

/** The closure of a function of values. Those of one and of two operands, which is nearly all, make no list of them. */
export function applied(op: PureOp, operands: readonly Value[]): Value {
  const { pure, weight, takes } = op;
  const [first, second] = operands;
  const [isFirst, isSecond] = kindsOf(op);
  if (operands.length > 2 || operands.length !== takes.length || !first || !isFirst) {
    const call = caller(op);
    return (frame) =>
      call(
        operands.map((operand) => operand(frame)),
        frame,
      );
  }
  if (!second || !isSecond) {
    return (frame) => {
      const a = first(frame);
      if (!isFirst(a) || (weight > 0 && (frame.steps -= weight * (1 + extentOf(a))) < 0)) return EVAL_ERROR;
      try {
        return paid(pure(a, frame), weight, frame);
      } catch {
        return EVAL_ERROR;
      }
    };
  }
  return (frame) => {
    const a = first(frame);
    const b = second(frame);
    if (!isFirst(a) || !isSecond(b)) return EVAL_ERROR;
    if (weight > 0 && (frame.steps -= weight * (1 + extentOf(a) + extentOf(b))) < 0) return EVAL_ERROR;
    try {
      return paid(pure(a, b, frame), weight, frame);
    } catch {
      return EVAL_ERROR;
    }
  };
}

/** A function of values that may be of any kind: one of another kind than it takes, a result that is undefined and anything thrown are errors. */
export function caller(op: PureOp): (values: readonly unknown[], meter: Meter) => unknown {
  const kinds = kindsOf(op);
  const { pure, weight } = op;
  return (values, meter) => {
    if (!values.every((value, i) => kinds[i]?.(value) === true)) return EVAL_ERROR;
    const extent = values.reduce((sum: number, value) => sum + extentOf(value), 1);
    if (weight > 0 && (meter.steps -= weight * extent) < 0) return EVAL_ERROR;
    // operands that were left out are undefined
    const given = values.slice();
    given[kinds.length] = meter;
    try {
      return paid(pure(...given), weight, meter);
    } catch {
      return EVAL_ERROR;
    }
  };
}

function paid(result: unknown, weight: number, meter: Meter): unknown {
  if (result === undefined) return EVAL_ERROR;
  if (weight > 0) meter.steps -= weight * extentOf(result);
  return result;
}

/** An error is of no kind. */
const kindsOf = ({ takes }: PureOp): readonly ((value: unknown) => boolean)[] =>
  Array.from(takes, (letter) => KINDS[letter] ?? (() => false));
