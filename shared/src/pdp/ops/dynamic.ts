// SPDX-License-Identifier: Apache-2.0
import { AssayError } from '../../errors/index.ts';
import type { Value } from '../eval/frame.ts';
import type { Builder, Op, ValueOp } from '../eval/op.ts';
import { caller } from '../eval/pure.ts';
import type { Meter } from '../eval/work.ts';
import { EVAL_ERROR } from '../eval/tri.ts';
import type { Ir } from '../table.ts';
import { KINDS } from '../values/kinds.ts';
import { narrowing, widening } from '../values/represent.ts';

type Change = (value: unknown, meter: Meter) => unknown;

const guarded =
  (change: Change): Change =>
  (value, meter) => {
    if (value === EVAL_ERROR) return value;
    try {
      return change(value, meter);
    } catch {
      return EVAL_ERROR;
    }
  };

const changing = (change: (code: string) => Change): ValueOp => ({
  operands: 2,
  value: ([, operand], build, raw) => {
    const value = build.value(operand!); // sound: the number of operands was checked
    const changed = guarded(change(raw[1] as string)); // sound: it is read letter by letter, and what is no text has none
    return (frame) => changed(value(frame), frame);
  },
});

/** One overload of a call: whether it takes the values, and what it yields of them. */
interface Candidate {
  readonly call: (values: readonly unknown[], meter: Meter) => unknown;
  readonly takes: (values: readonly unknown[]) => boolean;
}

/** `[operator, what of the result is widened, kind of each operand, ...]` */
function candidate(ir: unknown, count: number, build: Builder): Candidate {
  if (!Array.isArray(ir) || ir.length !== count + 2)
    throw new AssayError('ERR_TABLE_INVALID', 'decision table: a choice of operators is not what it should be');
  const [name, wide, ...codes] = ir.map(String);
  const call = caller(build.pure(name));
  const changes = codes.map((code) => {
    const change = narrowing(code);
    return code.includes('i') ? guarded(change) : undefined;
  });
  const widen = wide ? guarded(widening(wide)) : undefined;
  return {
    takes: (values) => values.every((value, i) => isOfKind(codes[i] ?? '', value)),
    call: (values, meter) => {
      const result = call(
        values.map((value, i) => changes[i]?.(value, meter) ?? value),
        meter,
      );
      return widen ? widen(result, meter) : result;
    },
  };
}

/** Whether a value in a place of type dyn is of the kind: a number there is a double. */
function isOfKind(code: string, value: unknown): boolean {
  const letter = code[0] ?? '';
  if (letter === 'i') return typeof value === 'bigint';
  return value !== EVAL_ERROR && Object.hasOwn(KINDS, letter) && KINDS[letter]?.(value) === true;
}

/** A call whose operator depends on the values: the first whose operands they can be. */
const dispatch: ValueOp = {
  operands: 'many',
  value: ([overloads, ...operands], build) => {
    const values: readonly Value[] = operands.map(build.value);
    const candidates = (overloads as Ir).map((ir: unknown) => candidate(ir, operands.length, build)); // sound: checked one by one
    return (frame) => {
      const given = values.map((value) => value(frame));
      return candidates.find(({ takes }) => takes(given))?.call(given, frame) ?? EVAL_ERROR;
    };
  },
};

/** What goes between places of known and of unknown type. */
export const DYNAMIC_OPS: readonly (readonly [string, Op])[] = [
  ['wide', changing(widening)],
  ['as', changing(narrowing)],
  ['dispatch', dispatch],
];
