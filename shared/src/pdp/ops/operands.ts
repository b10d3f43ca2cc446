// SPDX-License-Identifier: Apache-2.0
import type { Value } from '../eval/frame.ts';
import type { ConditionOp, Op } from '../eval/op.ts';
import { ERROR, EVAL_ERROR, NO, YES } from '../eval/tri.ts';

interface Kinds {
  readonly string: string;
  readonly number: number;
}

/** An operator that tests two operands of one kind; anything else is an error. */
export function test<K extends keyof Kinds>(kind: K, holds: (a: Kinds[K], b: Kinds[K]) => boolean): ConditionOp {
  return {
    operands: 2,
    condition: ([a, b], build) => {
      const both = pair(kind, build.value(a!), build.value(b!), holds); // sound: the number of operands was checked
      return (frame) => {
        const result = both(frame);
        return result === EVAL_ERROR ? ERROR : result ? YES : NO;
      };
    },
  };
}

/** An operator that computes with two operands of one kind; anything else, and a result that is undefined, is an error. */
export function compute<K extends keyof Kinds>(kind: K, work: (a: Kinds[K], b: Kinds[K]) => unknown): Op {
  return { operands: 2, value: ([a, b], build) => pair(kind, build.value(a!), build.value(b!), work) };
}

function pair<K extends keyof Kinds>(
  kind: K,
  left: Value,
  right: Value,
  work: (a: Kinds[K], b: Kinds[K]) => unknown,
): Value {
  return (frame) => {
    const x = left(frame);
    const y = right(frame);
    // sound: both are of the kind
    return typeof x === kind && typeof y === kind ? present(work(x as Kinds[K], y as Kinds[K])) : EVAL_ERROR;
  };
}

/** An operator with any number of operands that computes with their values; a result that is undefined is an error. */
export function apply(operands: number, work: (values: readonly unknown[]) => unknown): Op {
  return {
    operands,
    value: (parts, build) => {
      const values = parts.map(build.value);
      return (frame) => present(work(values.map((value) => value(frame))));
    },
  };
}

/** What is not there is an error; a null is a value. */
export const present = (value: unknown): unknown => (value === undefined ? EVAL_ERROR : value);
